import Foundation
import TestSupport
import Testing

@testable import TraceSimulator

/// The generated files of `Samples/`; `RECORD=1` writes those that are not compressed again, `make samples` all.
@Suite struct SampleTests {
    @Test("The script generates every scenario")
    func scriptIsRead() {
        #expect(SampleFile.all.count >= 6)
        for scenario in Scenario.allCases { #expect(SampleFile.all.contains { $0.name == "\(scenario.rawValue).json" }) }
    }

    @Test("A sample holds, byte for byte, what the simulator gives for its line of generate.sh", arguments: SampleFile.all)
    func samplesAreFresh(sample: SampleFile) throws {
        let expected = sample.expected
        if ProcessInfo.processInfo.environment["RECORD"] == "1", sample.name.hasSuffix(".json") { try Data(expected).write(to: sample.url) }
        #expect(try sample.content() == expected, "\(sample.name) is stale: make samples")
        #expect(try Data(contentsOf: sample.url).count < 300_000)
    }
}

import Foundation
import TestSupport
import Testing

@testable import TraceSimulator

/// The generated files of `Samples/`; `RECORD=1` writes them again.
@Suite struct SampleTests {
    @Test("The script generates every scenario")
    func scriptIsRead() {
        #expect(SampleFile.all.count >= 6)
        for scenario in Scenario.allCases { #expect(SampleFile.all.contains { $0.name == "\(scenario.rawValue).json" }) }
    }

    @Test("A sample holds, byte for byte, what the simulator gives for its line of generate.sh", arguments: SampleFile.all)
    func samplesAreFresh(sample: SampleFile) throws {
        let expected = Data(sample.expected)
        if ProcessInfo.processInfo.environment["RECORD"] == "1" { try expected.write(to: sample.url) }
        let found = try Data(contentsOf: sample.url)
        #expect(found == expected, "\(sample.name) is stale: make samples")
        #expect(expected.count < 300_000)
    }
}

import Foundation
import TestSupport
import Testing
import TraceModel

@testable import TraceFormats

/// OTLP JSON written and read again.
@Suite struct OTLPJSONRoundTripTests {
    static let limits = RandomSpans.Limits(hasLinkKinds: false, hasLoneDurations: false, hasShared: false)

    @Test("Reading what was written gives the same, with everything OTLP can carry", arguments: 0..<40)
    func random(seed: Int) {
        let spans = RandomSpans.snapshot(seed: UInt64(seed), Self.limits)
        let text = OTLPJSONEncoder.text(of: spans)
        let again = decode(text)
        #expect(difference(again.snapshot.everything(sorted: true), spans.everything(sorted: true)) == nil)
        #expect(again.codes.filter { $0 != .missingStart } == [])
        #expect(
            difference(String(decoding: OTLPJSONEncoder.text(of: again.snapshot), as: UTF8.self), String(decoding: text, as: UTF8.self))
                == nil)
    }

    @Test("Reading in windows cut at any place gives the same as reading at once", arguments: 0..<12)
    func windows(seed: Int) {
        let text = OTLPJSONEncoder.text(of: RandomSpans.snapshot(seed: UInt64(seed), Self.limits))
        var random = SeededGenerator(seed: UInt64(seed))
        let windows = (0..<20).map { _ in Int.random(in: 1...900, using: &random) }
        let inPieces = decode(text, windows: windows), whole = decode(text)
        #expect(difference(inPieces.snapshot.everything(), whole.snapshot.everything()) == nil)
        #expect(inPieces.diagnostics == whole.diagnostics)
    }

    @Test(
        "Traces of the shop keep their shape, times, errors and types",
        arguments: [
            "checkout", "slow-database", "retry-storm", "failing-payment", "async-messaging", "clock-skew", "deep", "wide", "broken",
        ])
    func samples(name: String) throws {
        let original = decode([UInt8](try Data(contentsOf: Places.samples.appendingPathComponent("\(name).json")))).snapshot
        let first = decode(OTLPJSONEncoder.text(of: original)).snapshot
        let second = decode(OTLPJSONEncoder.text(of: first)).snapshot
        #expect(difference(second.everything(), first.everything()) == nil)
        #expect(difference(ZipkinRoundTripTests.outline(first), ZipkinRoundTripTests.outline(original)) == nil)
    }
}

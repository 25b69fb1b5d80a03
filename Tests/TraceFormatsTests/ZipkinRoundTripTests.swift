import Foundation
import TestSupport
import Testing
import TraceModel

@testable import TraceFormats

/// Zipkin JSON read, written and read again.
@Suite struct ZipkinRoundTripTests {
    static let limits = RandomSpans.Limits(hasTypes: false, hasResourceAttributes: false, hasNanoseconds: false, hasBytes: false)

    @Test("Reading what was written gives the same, with everything Zipkin can carry", arguments: 0..<40)
    func random(seed: Int) {
        let spans = RandomSpans.snapshot(seed: UInt64(seed), Self.limits)
        let text = ZipkinEncoder.text(of: spans)
        let again = decode(text)
        #expect(difference(again.snapshot.everything(sorted: true), spans.everything(sorted: true)) == nil)
        #expect(again.codes.filter { $0 != .missingStart } == [])
        #expect(
            difference(String(decoding: ZipkinEncoder.text(of: again.snapshot), as: UTF8.self), String(decoding: text, as: UTF8.self))
                == nil)
    }

    @Test("Reading in windows cut at any place gives the same as reading at once", arguments: 0..<12)
    func windows(seed: Int) {
        let text = ZipkinEncoder.text(of: RandomSpans.snapshot(seed: UInt64(seed), Self.limits))
        var random = SeededGenerator(seed: UInt64(seed))
        let windows = (0..<20).map { _ in Int.random(in: 1...700, using: &random) }
        let inPieces = decode(text, windows: windows), whole = decode(text)
        #expect(difference(inPieces.snapshot.everything(), whole.snapshot.everything()) == nil)
        #expect(inPieces.diagnostics == whole.diagnostics)
    }

    @Test(
        "Traces of the shop keep their shape, times and errors; what became text stays so",
        arguments: [
            "checkout", "slow-database", "retry-storm", "failing-payment", "async-messaging", "clock-skew", "deep", "wide", "broken",
        ])
    func samples(name: String) throws {
        let original = decode([UInt8](try Data(contentsOf: Places.samples.appendingPathComponent("\(name).json")))).snapshot
        let first = decode(ZipkinEncoder.text(of: original)).snapshot
        let second = decode(ZipkinEncoder.text(of: first)).snapshot
        #expect(difference(second.everything(), first.everything()) == nil)
        #expect(difference(Self.outline(first), Self.outline(original)) == nil)
    }

    /// What Zipkin must not change of any trace.
    static func outline(_ snapshot: Snapshot) -> String {
        snapshot.traces.map { snapshot[$0] }.map { trace in
            let spans = (0..<trace.spanCount).map { trace.span(at: $0) }.map { span -> String in
                // To Zipkin a span that is its own parent has none.
                let parent = span.namedParentID == span.id ? nil : span.namedParentIDText
                return "\(span.idText) \(parent ?? "-") \(span.service) \(span.name) \(span.start ?? -1) \(span.duration) "
                    + "\(span.kind) \(span.isError) \(span.events.map { "\($0.time) \($0.name) \($0.attributes.filter { $0.key != "event" }.count)" })"
            }
            return "\(trace.idText) \(spans.joined(separator: "\n"))"
        }.joined(separator: "\n")
    }

    @Test("Every Zipkin file at hand is read and written without a change")
    func fixtures() throws {
        let folder = Places.fixtures.appendingPathComponent("formats")
        guard Places.hasFixtures else { return print("shared fixtures are absent: Zipkin files were not read") }
        var files = 0
        for name in ["zipkin-lens", "zipkin-bench", "zipkin-collector-v1.76"] {
            for file in try FileManager.default.contentsOfDirectory(atPath: folder.appendingPathComponent(name).path).sorted() {
                let original = decode([UInt8](try Data(contentsOf: folder.appendingPathComponent("\(name)/\(file)"))))
                if original.snapshot.spanCount == 0 { continue }
                files += 1
                let text = ZipkinEncoder.text(of: original.snapshot)
                let again = decode(text)
                #expect(difference(again.snapshot.everything(sorted: true), original.snapshot.everything(sorted: true)) == nil, "\(file)")
                #expect(again.codes == original.codes, "\(file)")
            }
        }
        #expect(files >= 16)
    }
}

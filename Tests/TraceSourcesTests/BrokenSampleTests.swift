import TestSupport
import Testing
import TraceModel

@testable import TraceSources

/// The inputs of `Samples/broken/`, each with the exact findings it must give.
@Suite struct BrokenSampleTests {
    /// A finding as `code line path xCount` or `code byte xCount`, without what does not apply.
    static func text(_ diagnostic: Diagnostic) -> String {
        var words = [diagnostic.code.rawValue]
        if let line = diagnostic.place.line {
            words.append("line \(line)")
        } else if let offset = diagnostic.place.byteOffset, diagnostic.place.path == nil {
            words.append("byte \(offset)")
        }
        if let path = diagnostic.place.path { words.append(path) }
        if diagnostic.count > 1 { words.append("x\(diagnostic.count)") }
        return words.joined(separator: " ")
    }

    static func load(_ name: String) throws -> Snapshot {
        try FileLoader(paths: [Places.samples.appendingPathComponent("broken/\(name)").path]).load()
    }

    @Test(
        "What can be read is read, and what was left out is named with its place",
        arguments: [
            ("bom.json", 1, []),
            ("truncated.json", 2, ["truncated line 4", "missing-process x2", "several-roots trace 4bf92f3577b34da6a3ce929d0e0e4739"]),
            ("deep-nesting.json", 1, ["nesting-too-deep line 2 spans[0].tags"]),
            (
                "bad-values.json", 9,
                [
                    "bad-number line 2 spans[0].startTime x2", "missing-start line 2 spans[0] x2",
                    "type-mismatch line 3 spans[1].startTime x3",
                    "time-out-of-range line 5 spans[3].startTime", "number-out-of-range line 6 spans[4].tags",
                    "bad-base64 line 6 spans[4].tags",
                    "invalid-utf8 line 8", "bad-type line 9 spans[7].tags", "bad-escape line 10",
                    "several-roots trace 4bf92f3577b34da6a3ce929d0e0e4736",
                ]
            ),
            ("otlp-cut-line.jsonl", 2, ["truncated line 3"]),
            (
                "otlp-bad-ids.jsonl", 6,
                [
                    "invalid-id line 2 spanId x4", "missing-trace-id line 6", "missing-span-id line 7",
                    "orphan-span trace 5b8aa5a2d2c872e8321cf37308d69df2 x2",
                ]
            ),
            ("otlp-deep-values.jsonl", 2, ["nesting-too-deep line 2 attributes"]),
            ("otlp-cut.pb", 3, ["truncated byte 399"]),
            ("otlp-long-frame.pb", 4, ["truncated byte 718"]),
            (
                "zipkin-odd-times.json", 8,
                [
                    "bad-number line 2 timestamp", "missing-start line 2 x4", "type-mismatch line 3 timestamp",
                    "time-out-of-range line 5 timestamp x2", "negative-duration line 6",
                ]
            ),
        ])
    func findings(name: String, spans: Int, expected: [String]) throws {
        let snapshot = try Self.load(name)
        #expect(snapshot.spanCount == spans)
        #expect(snapshot.sources[0].diagnostics.entries.map(Self.text) == expected)
    }

    @Test("A value of another type is kept as what it is, and the last of two equal keys counts")
    func valuesAreKept() throws {
        let snapshot = try Self.load("bad-values.json")
        let trace = snapshot[snapshot.traces[0]]
        let spans = (0..<trace.spanCount).map { trace.span(at: $0) }
        let odd = try #require(spans.first { $0.name == "tag values of other types" })
        #expect(odd.attributes["count"] == .int64(12))
        #expect(odd.attributes["flag"] == .string("maybe") && odd.attributes["later"] == .string("soon"))
        #expect(odd.attributes["huge"] == .double(1e19) && odd.attributes["blob"] == .string("***"))
        #expect(odd.attributes["nothing"] == .null)
        #expect(spans.contains { $0.name == "the last name counts" })
        #expect(spans.first { $0.name == "start is a number in a string" }?.start == 1_767_603_600_000_000_000)
        #expect(spans.first { $0.name == "start is a word" }?.start == nil as Int64?)
    }

    @Test("A value nested too deeply is left out alone, and an id that is too short is the number it spells")
    func restIsKept() throws {
        let deep = try Self.load("otlp-deep-values.jsonl")
        let attributes = deep[deep.traces[0]].span(at: 1).attributes
        #expect(attributes["deep"] == .null && attributes["after"] == .int64(1))
        let odd = try Self.load("otlp-bad-ids.jsonl")
        #expect(Set(odd.traces.map { odd[$0].idText }) == ["5b8aa5a2d2c872e8321cf37308d69df2", "000000005b8aa5a2"])
    }

    @Test(
        "A file that is no trace file is refused with what it is",
        arguments: [
            ("empty.json", "empty-file", ""), ("cut.jsonl.zst", "truncated", "zstd data"), ("image.png", "not-a-trace-file", "a PNG image"),
            ("not-json.txt", "not-a-trace-file", "text that is no JSON"),
            ("not-a-trace.json", "not-a-trace-file", "JSON with the keys data, total, limit, offset"),
            ("search-reply.json", "not-a-trace-file", "JSON with the keys data, total, limit, offset"),
            ("services-list.json", "not-a-trace-file", "JSON with the keys data, total, limit, offset"),
        ])
    func refusals(name: String, code: String, found: String) throws {
        let error = try #require(throws: InputError.self) { try Self.load(name) }
        #expect(error.diagnostic.code.rawValue == code && error.diagnostic.found == found)
        #expect(error.diagnostic.place.source?.hasSuffix("broken/\(name)") == true)
    }
}

import TestSupport
import Testing
import TraceModel

@testable import Explorer

@Suite struct InspectorLinesTests {
    private func lines(columns: Int = 60, _ change: (inout SketchedSpan) -> Void) -> [String] {
        let snapshot = Snapshot.of([SketchedSpan(1, change)])
        let view = TraceView(snapshot[snapshot.traces[0]])
        return InspectorLines.make(0, in: view, columns: columns, revealsSecrets: false).map(\.text)
    }

    @Test func `Facts say duration, self time, share, start, and what is wrong`() {
        let lines = lines(columns: 200) {
            $0.duration = 2_000_000
            $0.isError = true
            $0.kind = .server
        }
        #expect(
            lines[0].hasPrefix("Duration 2.00ms  Self 2.00ms (100%)  Share 100% of trace  Start +0ns  Kind server  Status error  Span "))
    }

    @Test func `Values are typed, and long ones are wrapped at blanks`() {
        let lines = lines(columns: 40) {
            $0.attributes = [
                ("rows", .int64(9_223_372_036_854_775_807)), ("ok", .bool(true)), ("ratio", .double(0.5)),
                ("sql", .string("SELECT one, two, three FROM somewhere WHERE four = 5")),
            ]
        }
        #expect(lines.contains("  rows 9223372036854775807") && lines.contains("  ok true") && lines.contains("  ratio 0.5"))
        let start = lines.firstIndex { $0.hasPrefix("  sql ") }
        #expect(start.map { lines[$0...($0 + 1)].joined(separator: "|") } == "  sql SELECT one, two, three FROM|somewhere WHERE four = 5")
    }

    @Test func `Line breaks of a value are line breaks`() {
        let lines = lines { $0.attributes = [("stack", .string("Error: no\n  at a\r\n  at b"))] }
        #expect(lines.contains("  stack Error: no") && lines.contains("  at a") && lines.contains("  at b"))
    }

    @Test func `Logs tell their offset from the span's start and what they are called`() {
        let lines = lines {
            $0.start = 1_000_000
            $0.events = [
                .init(time: 3_500_000, [("event", .string("retry")), ("attempt", .int64(2))]),
                .init(time: 0, [("message", .string("early"))]),
            ]
        }
        let start = lines.firstIndex(of: "Logs 2")
        #expect(start.map { Array(lines[($0 + 1)...($0 + 3)]) } == ["+2.50ms retry", "    attempt 2", "-1.00ms early"])
    }

    @Test func `A section with very many entries is cut, and says so`() {
        let lines = lines { $0.attributes = (0..<2000).map { ("key\($0)", .int64(Int64($0))) } }
        #expect(lines.contains("Tags 2000") && lines.contains("and 1,500 more") && lines.count < 600)
    }

    @Test func `A very long value is cut, and says how to get all of it`() {
        let lines = lines { $0.attributes = [("body", .string(String(repeating: "x", count: 100_000)))] }
        #expect(lines.count < 260 && lines.contains("… yv copies all 100 kB"))
    }
}

@Suite struct TextWrapTests {
    @Test func `Text that fits is one line`() {
        let wrapped = TextWrap.lines("short", columns: 10, limit: 5)
        #expect(wrapped.first == "short" && wrapped.rest.isEmpty && !wrapped.isCut)
    }

    @Test func `A word that is too long is broken, and wide characters count twice`() {
        #expect(TextWrap.lines("abcdefghij", columns: 4, limit: 5).rest == ["efgh", "ij"])
        #expect(TextWrap.lines("日本語", columns: 4, limit: 5).first == "日本")
        #expect(TextWrap.lines("日本", columns: 1, limit: 5).rest == ["本"])
    }

    @Test func `A blank text is one empty line`() { #expect(TextWrap.lines("", columns: 4, limit: 5).first == "") }
}

import TestSupport
import Testing
import TraceModel
import TraceQuery

/// Finding text among the spans of a trace.
@Suite struct SpanSearchTests {
    static let snapshot = Snapshot.of([
        SketchedSpan(0xabc123) {
            $0.service = "alpha"
            $0.name = "GET /Cart"
            $0.attributes = [
                ("http.status_code", .int64(-503)), ("retry", .bool(true)), ("ratio", .double(0.25)), ("note", .null),
                ("Städte", .string("MÜNCHEN, Köln")), ("payload", .map(json: #"{"user":"Ann"}"#)), ("raw", .bytes([1, 2, 3])),
            ]
            $0.resource = [("host.name", "node-7")]
        },
        SketchedSpan(2, parent: 0xabc123) {
            $0.service = "Beta-DB"
            $0.name = "query"
            $0.attributes = [("db.statement", .string("SELECT name FROM carts")), ("retry", .bool(false))]
            $0.events = [.init(time: 5, [("event", .string("Cache Miss")), ("level", .string("warn"))])]
        },
        SketchedSpan(3, parent: 2) { $0.service = nil },
    ])

    static func found(_ text: String) throws -> [UInt32] {
        try #require(SpanSearch(text).positions(in: snapshot[snapshot.traces[0]]))
    }

    @Test(
        "Names, services, keys, values, pairs, events and resources are searched, whatever the case",
        arguments: [
            ("cart", [0, 1]), ("ALPHA", [0]), ("beta-db", [1]), ("statement", [1]), ("select", [1]), ("-503", []), ("503", [0]),
            ("true", [0]), ("fal", [1]), ("0.25", [0]), ("ann", [0]), ("AQID", [0]), ("miss", [1]), ("LEVEL=warn", [1]),
            ("event=cache", [1]),
            ("node-7", [0]), ("host.name=NODE", [0]), ("münchen", [0]), ("STÄDTE=mü", [0]), ("köln", [0]), ("koln", []), ("note", [0]),
            ("retry=true", [0]), ("try=f", [1]), ("status_code=-503", [0]), ("ratio=0.2", [0]), ("retry=x", []), ("null", []), ("", []),
        ])
    func finds(text: String, positions: [UInt32]) throws {
        #expect(try Self.found(text) == positions)
    }

    @Test(
        "Tokens are alternatives, quotation marks keep a phrase together, and one left open only parts",
        arguments: [
            ("alpha query", [0, 1]), ("nothing query", [1]), ("\"name from\"", [1]), ("\"from name\"", []), ("from name", [0, 1]),
            ("\"cache zzz", [1]),
            ("event=\"cache miss\"", [1]), ("op", [2]),
        ])
    func readsTokens(text: String, positions: [UInt32]) throws {
        #expect(try Self.found(text) == positions)
    }

    @Test(
        "A token with a dash takes keys out of the search, and alone finds nothing",
        arguments: [
            ("-statement select", []), ("-STATE select query", [1]), ("-retry", []), ("-host node", []), ("-e cache", []),
            ("-x cache", [1]),
        ])
    func excludesKeys(text: String, positions: [UInt32]) throws {
        #expect(try Self.found(text) == positions)
    }

    @Test(
        "A token finds the span whose id it is, whole and whatever the case",
        arguments: [("abc123", [0]), ("ABC123", [0]), ("0000000000abc123", [0]), ("abc12", []), ("3", [0, 2]), ("0000000000000002", [1])])
    func findsIDs(text: String, positions: [UInt32]) throws {
        #expect(try Self.found(text) == positions)
    }

    @Test("A small trace among many is searched as a large one is")
    func findsInSmallTraces() throws {
        let spans = (1...200 as ClosedRange<UInt64>).map { id in
            SketchedSpan(id) {
                $0.trace = (id + 9) / 10
                $0.start = Int64(200 - id)
                $0.name = id % 3 == 0 ? "fizz" : "op"
            }
        }
        let snapshot = Snapshot.of(spans)
        for row in snapshot.traces {
            let trace = snapshot[row]
            let expected = (0..<trace.spanCount).filter { trace.span(at: $0).name == "fizz" }.map(UInt32.init)
            #expect(try #require(SpanSearch("FIZ").positions(in: trace)) == expected)
        }
    }

    @Test("A cancelled search has no answer")
    func isCancelled() {
        #expect(SpanSearch("x").positions(in: Self.snapshot[Self.snapshot.traces[0]], isCancelled: { true }) == nil)
    }

    @Test("Text is found wherever it begins, in values of any length, by the eight-byte steps and by the slow way alike")
    func findsAnywhere() throws {
        var random = SeededGenerator(seed: 8)
        let letters = Array("aAbB=@[`{Z-é")
        for _ in 0..<400 {
            let text = String((0..<Int.random(in: 0...40, using: &random)).map { _ in letters.randomElement(using: &random) ?? "a" })
            let wanted = String((0..<Int.random(in: 1...4, using: &random)).map { _ in letters.randomElement(using: &random) ?? "a" })
            if wanted.hasPrefix("-") { continue }
            let snapshot = Snapshot.of([
                SketchedSpan(1) {
                    $0.service = ""
                    $0.name = ""
                    $0.attributes = [("", .string(text))]
                }
            ])
            let expected = ("=" + text).lowercased().contains(wanted.lowercased()) || text.lowercased().contains(wanted.lowercased())
            let found = try #require(SpanSearch(wanted).positions(in: snapshot[snapshot.traces[0]]))
            #expect(found.isEmpty != expected, "\(wanted) in \(text)")
        }
    }
}

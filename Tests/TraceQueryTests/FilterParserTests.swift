import TestSupport
import Testing
import TraceQuery

/// Reading and writing filter lines.
@Suite struct FilterParserTests {
    @Test("Every word with a meaning of its own sets its field")
    func readsEverything() throws {
        let line = """
            service=cart operation="GET /cart" http.method=GET tag.service=x message="not \\"found\\"" min=50ms max=2s \
            span.min=1us span.max=1h start=2024-05-01T00:00:00Z end=2024-05-01T00:00:01Z lookback=1h30m errors pay "two words"
            """
        var expected = TraceFilter()
        expected.service = "cart"
        expected.operation = "GET /cart"
        expected.tags = [
            .init(key: "http.method", value: "GET"), .init(key: "service", value: "x"), .init(key: "message", value: "not \"found\""),
        ]
        expected.minDuration = 50_000_000
        expected.maxDuration = 2_000_000_000
        expected.minSpanDuration = 1_000
        expected.maxSpanDuration = 3_600_000_000_000
        expected.start = 1_714_521_600_000_000_000
        expected.end = 1_714_521_601_000_000_000
        expected.lookback = 5_400_000_000_000
        expected.errorsOnly = true
        expected.words = ["pay", "two words"]
        #expect(try TraceFilter(line: line) == expected)
    }

    @Test("An empty line, or one of blanks, selects everything", arguments: ["", "   ", "\t\n"])
    func readsNothing(line: String) throws {
        #expect(try TraceFilter(line: line).isEmpty)
    }

    @Test(
        "A tag's value may be empty, hold equals signs, or look like anything",
        arguments: [
            ("k=", "k", ""), ("k=\"\"", "k", ""), ("k=a=b", "k", "a=b"), ("k=min", "k", "min"), ("tag.min=5", "min", "5"),
            ("tag.=5", "tag.", "5"), ("errors=2", "errors", "2"), ("\"a key\"=v", "a key", "v"), ("\"service\"=v", "service", "v"),
            ("k=\"a\\nb\\t\\\\\"", "k", "a\nb\t\\"), ("ключ=значение", "ключ", "значение"), ("k=a\"b", "k", "a\"b"),
        ])
    func readsTags(line: String, key: String, value: String) throws {
        #expect(try TraceFilter(line: line).tags == [.init(key: key, value: value)])
    }

    @Test(
        "A line that is not understood says why and where",
        arguments: [
            ("=x", .missingKey, 0..<1), ("a =x", .missingKey, 2..<3), ("service=", .missingValue, 0..<8),
            ("min= max=1s", .missingValue, 0..<4),
            ("k=\"abc", .unterminatedQuote, 2..<6), ("a \"", .unterminatedQuote, 2..<3), ("k=\"a\"b", .textAfterQuote, 2..<6),
            ("min=x", .badDuration, 4..<5), ("min=\"\"", .badDuration, 4..<6), ("min=50", .missingDurationUnit, 4..<6),
            ("max=5d", .unknownDurationUnit, 4..<6), ("max=300000000h", .durationOutOfRange, 4..<14),
            ("lookback=-1s", .durationOutOfRange, 9..<12), ("start=yesterday", .badTime, 6..<15),
            ("é service=a service=b", .repeatedKey, 12..<21), ("max=1s a min=2s", .minAboveMax, 0..<15),
            ("span.min=2s span.max=1s", .minAboveMax, 0..<23),
            ("start=2024-05-02T00:00:00Z end=2024-05-01T00:00:00Z", .startAfterEnd, 0..<51),
        ] as [(String, FilterError.Code, Range<Int>)])
    func refuses(line: String, code: FilterError.Code, range: Range<Int>) {
        #expect(throws: FilterError(code, range)) { try TraceFilter(line: line) }
    }

    @Test("The line of a filter is read back to the same filter, whatever its texts hold")
    func roundTrip() throws {
        var random = SeededGenerator(seed: 11)
        let texts = [
            "cart", "a b", "", "\"", "\\", "a\\nb", "line\nbreak", "errors", "=", "k=v", "tag.x", "service", "ключ", "e\u{301}", "-x", "\t",
            "min",
        ]
        for _ in 0..<500 {
            var filter = TraceFilter()
            if Bool.random(using: &random) { filter.service = texts.randomElement(using: &random) }
            if Bool.random(using: &random) { filter.operation = texts.randomElement(using: &random) }
            for _ in 0..<Int.random(in: 0...3, using: &random) {
                let key = texts.filter { !$0.isEmpty }.randomElement(using: &random)
                filter.tags.append(.init(key: key ?? "k", value: texts.randomElement(using: &random) ?? ""))
            }
            for _ in 0..<Int.random(in: 0...2, using: &random) { filter.words.append(texts.randomElement(using: &random) ?? "") }
            if Bool.random(using: &random) { filter.minDuration = .random(in: 0...1_000_000_000, using: &random) }
            if Bool.random(using: &random) { filter.maxSpanDuration = .random(in: -5...5, using: &random) * 1_000_000 }
            if Bool.random(using: &random) { filter.start = .random(in: .min...0, using: &random) }
            if Bool.random(using: &random) { filter.end = .random(in: 0 ... .max, using: &random) }
            filter.errorsOnly = Bool.random(using: &random)
            #expect(try TraceFilter(line: filter.line) == filter, "\(filter.line)")
        }
    }

    @Test("No line of any characters stops the parser")
    func survivesAnything() {
        var random = SeededGenerator(seed: 5)
        let pieces = [
            "\"", "=", " ", "\\", "min", "tag.", "errors", "5ms", "é", "\u{301}", "\0", "👩‍👧", "start", ".", "-", "9999999999999999999h",
        ]
        for _ in 0..<2_000 {
            let line = (0..<Int.random(in: 0...9, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
            do {
                let filter = try TraceFilter(line: line)
                #expect(filter.words.count + filter.tags.count <= line.count)
            } catch {
                #expect(error.range.lowerBound >= 0 && error.range.upperBound <= line.count && !error.range.isEmpty, "\(line)")
            }
        }
    }
}

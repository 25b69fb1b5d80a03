import Terminal
import TestSupport
import Testing
import TraceQuery

@testable import Explorer

/// A filter goes through the form unharmed.
@Suite struct FormFillingTests {
    /// Two zones: one that is ahead by an odd amount, one that puts its clocks forward at second 1,000,000 and back at 2,000,000.
    static let zones = [
        Zone.utc, Zone(local: TimeText { _ in -12_600 }), Zone(local: TimeText { (1_000_000..<2_000_000).contains($0) ? 7200 : 3600 }),
    ]

    @Test("Any filter comes out of the form as it went in, touched or not", arguments: 0..<40)
    func roundTrip(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let zone = Self.zones[Int(seed % 3)]
        let filter = Self.filter(&random)
        var form = SearchForm(filter, limit: 7, live: FormTests.server, zone: zone)
        #expect(form.problems.isEmpty && form.read().filter == filter && form.read().limit == 7)
        // The same when every text is typed anew, but for what no line of text can hold.
        let typed = form.editors
        form.fill(TraceFilter(), limit: nil)
        form.editors = typed
        form.errorsOnly = filter.errorsOnly
        form.check()
        #expect(form.problems.isEmpty)
        #expect(form.read().filter == filter, "\(form.editors.mapValues(\.text))")
        #expect(try TraceFilter(line: form.read().filter.line) == filter)
    }

    static func filter(_ random: inout SeededRandom) -> TraceFilter {
        let names = [
            "cart", "", "GET /a b", " x ", "\"quoted\"", "日本\u{1b}[31m", "a\\b", "tab\there", "line\nbreak", "errors", "k=v", "min",
        ]
        func maybe<Value>(_ value: Value) -> Value? { Bool.random(using: &random) ? value : nil }
        func name() -> String { names.randomElement(using: &random) ?? "" }
        var filter = TraceFilter()
        filter.service = maybe(name())
        filter.operation = maybe(name())
        for _ in 0..<Int.random(in: 0...3, using: &random) {
            let key = ["error", "service", "a b", "x.y", "tag.z"].randomElement(using: &random) ?? "k"
            filter.tags.append(TraceFilter.Tag(key: key, value: name()))
        }
        filter.words = (0..<Int.random(in: 0...2, using: &random)).map { _ in name() }.filter { !$0.isEmpty }
        let lengths: [Int64] = [0, 1, 1_500_000, 86_400_000_000_000, 604_800_000_000_000, 3_600_000_000_001]
        filter.lookback = maybe(lengths.randomElement(using: &random) ?? 0)
        filter.minDuration = maybe(lengths[0])
        filter.maxDuration = maybe(lengths.randomElement(using: &random) ?? 0)
        filter.minSpanDuration = maybe(lengths[1])
        filter.maxSpanDuration = maybe(lengths[2])
        filter.start = maybe(Int64.random(in: 995_000...1_999_999, using: &random) * 1_000_000_000)
        filter.end = maybe(Int64.random(in: 1_999_999...2_010_000, using: &random) * 1_000_000_000 + 123_456_789)
        filter.errorsOnly = Bool.random(using: &random)
        return filter
    }

    @Test("Times are read in the zone they are written in", arguments: zones)
    func times(zone: Zone) {
        for second in stride(from: Int64(990_000), through: 2_010_000, by: 600) {
            for nanosecond in [0, 1, 500_000_000] {
                let instant = second * 1_000_000_000 + Int64(nanosecond)
                #expect(zone.instant(zone.text(instant)) == instant)
            }
        }
        #expect(zone.instant("2026-11-22T10:00:00Z") == 1_795_341_600_000_000_000)
        #expect(zone.instant("2026-11-22T10:00:00+02:00") == 1_795_334_400_000_000_000)
        for text in ["", "now", "2026-11-22 10", "2026-13-22", "9999-01-01 00:00", "2026-11-22 10:00 ", "10:00"] {
            #expect(zone.instant(text) == nil, "\(text)")
        }
    }

    @Test func `A date is its beginning, and minutes are enough`() {
        let zone = Self.zones[1]
        #expect(zone.instant("1970-01-01") == 12_600_000_000_000)
        #expect(zone.instant("1970-01-01 01:00") == 16_200_000_000_000)
        #expect(zone.text(16_200_000_000_000) == "1970-01-01 01:00")
        #expect(Zone.utc.text(1_500_000_000) == "1970-01-01 00:00:01.500")
    }

    @Test func `Days and weeks are lengths too`() throws {
        #expect(try Lookback.nanoseconds("2d") == 172_800_000_000_000)
        #expect(try Lookback.nanoseconds("1w") == 604_800_000_000_000)
        #expect(try Lookback.nanoseconds("90m") == 5_400_000_000_000)
        for choice in Lookback.choices.names { #expect(Lookback.text(try Lookback.nanoseconds(choice)) == choice) }
        #expect(throws: DurationLiteral.Problem.missingUnit) { try Lookback.nanoseconds("5") }
        #expect(throws: DurationLiteral.Problem.outOfRange) { try Lookback.nanoseconds("9999999999d") }
        #expect(try Lookback.nanoseconds("-2d") < 0)
    }
}

import Terminal
import TestSupport
import Testing
import TraceModel

@testable import Explorer

@Suite struct WaterfallTests {
    private func trace(_ drawing: String) -> Trace {
        let snapshot = TraceDrawing.snapshot(drawing)
        return snapshot[snapshot.traces[0]]
    }

    @Test func `The text is what the screen shows`() {
        var driver = Driver(Drawings.shop, 100, 40)
        driver.press("Enter")
        let screen = driver.rows.drop { !$0.contains("Spans") }.dropFirst().prefix(11).map { $0 }
        let text = WaterfallText.lines(trace(Drawings.shop), width: 100, glyphs: .unicode).dropFirst().map { $0 }
        #expect(Array(text) == Array(screen))
    }

    @Test func `Text without styles has one line a span and fits its width`() {
        let lines = WaterfallText.lines(trace(Drawings.shop), width: 80)
        #expect(lines.count == 12 && lines.allSatisfy { $0.count <= 80 && $0.last != " " })
        #expect(lines[0].contains("Spans 11"))
        let ascii = WaterfallText.lines(trace(Drawings.shop), width: 80, glyphs: .ascii)
        #expect(ascii.joined().utf8.allSatisfy { $0 < 0x80 })
    }

    @Test func `A service is named where it changes`() {
        let lines = WaterfallText.lines(trace("shop GET /\n  shop inner\n  cart GetCart\n    cart inner"), width: 80)
        #expect(
            lines[1].contains("shop GET /") && !lines[2].contains("shop") && lines[3].contains("cart GetCart") && !lines[4].contains("cart")
        )
    }

    @Test func `A deep tree leaves out its outermost guides and says how many`() {
        let spans = (1...60).map { SketchedSpan(id: UInt64($0), parent: UInt64($0 - 1)) }
        let snapshot = Snapshot.of(spans)
        let lines = WaterfallText.lines(snapshot[snapshot.traces[0]], width: 80)
        #expect(lines.last?.firstMatch(of: #/5[0-9]»/#) != nil)
        #expect(lines.allSatisfy { $0.contains("op") || $0.contains("Spans") })
    }

    @Test func `Guides stay in their columns on a screen of a deep tree`() {
        // A chain of 40 levels, then two leaves below each of the last spans.
        var spans = (1...40).map { SketchedSpan(id: UInt64($0), parent: UInt64($0 - 1)) }
        for parent in 36...40 {
            for twin in 0...1 { spans.append(SketchedSpan(id: UInt64(100 + parent * 2 + twin), parent: UInt64(parent))) }
        }
        var driver = Driver(80, 16)
        driver.load(.of(spans))
        driver.press("Enter G")
        let rows = driver.rows.filter { $0.contains("»") }
        let prefixes = Set(rows.compactMap { $0.firstMatch(of: /([0-9]+)»/)?.1 })
        #expect(rows.count > 8 && prefixes.count == 1)
        var columns: [Int] = []
        for row in rows.suffix(8) { columns.append(row.prefix { !"├└".contains($0) }.count) }
        #expect(Set(columns).count > 2, "children are drawn further right than their parents")
    }

    @Test func `A span shorter than a column is seen`() {
        let lines = WaterfallText.lines(trace("a long \(String(repeating: "=", count: 400))\n  b tiny                ."), width: 80)
        #expect(lines[2].contains("▏") || lines[2].contains("▕"))
    }

    @Test(
        "Ticks are at 1, 2 or 5 times a power of ten",
        arguments: [
            (42_000_000, 40, [0, 10_000_000, 20_000_000, 30_000_000, 40_000_000]), (1, 40, [0, 1]),
            (7_200_000_000_000, 50, [0, 1_800_000_000_000, 3_600_000_000_000, 5_400_000_000_000, 7_200_000_000_000]),
        ]
            as [(Int64, Int, [Int64])])
    func ticks(duration: Int64, columns: Int, expected: [Int64]) {
        #expect(TimeAxis.ticks(duration: duration, columns: columns) == expected)
    }

    @Test(
        "Ticks are few, ascending and within the axis, whatever the duration",
        arguments: [1, 3, 999, 1_000_001, 59_000_000_000, 86_400_000_000_000, Int64.max])
    func ticksAreSane(duration: Int64) {
        for columns in [1, 10, 36, 75, 150] {
            let ticks = TimeAxis.ticks(duration: duration, columns: columns)
            #expect(ticks.first == 0 && ticks.count <= columns / 8 + 2)
            #expect(zip(ticks, ticks.dropFirst()).allSatisfy { $0 < $1 } && ticks.allSatisfy { $0 <= duration })
        }
    }

    @Test func `Odd times neither trap nor hide a span`() {
        let snapshot = Snapshot.of([
            SketchedSpan(1) { ($0.start, $0.duration) = (.min, .max) },
            SketchedSpan(2, parent: 1) { ($0.start, $0.duration) = (.max, .max) },
            SketchedSpan(3, parent: 1) { ($0.start, $0.duration) = (0, .min) },
            SketchedSpan(4, parent: 3) { ($0.start, $0.duration) = (nil, nil) },
        ])
        var driver = Driver()
        driver.load(snapshot)
        driver.press("Enter ] ] ] Enter j j q G zM zR")
        #expect(driver.text.contains("Spans"))
        #expect(WaterfallText.lines(snapshot[snapshot.traces[0]], width: 60).count == 5)
    }
}

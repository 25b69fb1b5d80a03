import TestSupport
import Testing
import TraceModel

@testable import Explorer

/// Spans that were read more than once, and spans reported in pieces.
@Suite struct CopiesTests {
    /// A trace of three spans, all of which were read twice.
    private static var twice: [SketchedSpan] {
        let spans = [
            SketchedSpan(1) { ($0.name, $0.duration) = ("checkout", 10_000_000) },
            SketchedSpan(2, parent: 1) { ($0.name, $0.start, $0.duration) = ("charge", 1_000_000, 8_000_000) },
            SketchedSpan(3, parent: 2) { ($0.name, $0.start, $0.duration, $0.isError) = ("query", 2_000_000, 5_000_000, true) },
        ]
        return spans + spans
    }

    private func driver(_ spans: [SketchedSpan]) -> Driver {
        var driver = Driver()
        driver.load(.of(spans))
        driver.press("Enter")
        return driver
    }

    private func lines(_ driver: Driver, with text: String) -> [String] { driver.rows.filter { $0.contains(text) } }

    @Test func `Copies share a row that says how often the span was read`() {
        let driver = driver(Self.twice)
        #expect(lines(driver, with: "charge").count == 1)
        #expect(lines(driver, with: "charge ×2").count == 1)
        #expect(driver.text.contains("6 spans"))
        #expect(driver.text.contains("Spans 1 of 3"))
        #expect(lines(driver, with: "charge")[0].contains("└▾"))
    }

    @Test func `D gives copies rows of their own and takes them away again`() {
        var driver = driver(Self.twice)
        driver.press("D")
        #expect(lines(driver, with: "charge").count == 2)
        #expect(driver.messageLine.contains("3 copies"))
        driver.press("D")
        #expect(lines(driver, with: "charge").count == 1)
    }

    @Test func `Hiding copies leaves the selection to the original`() {
        var driver = driver(Self.twice)
        driver.press("D G")
        #expect(driver.state.trace?.selection == 5)
        driver.press("D")
        #expect(driver.state.trace?.selection == 0)
    }

    @Test func `D says so when nothing was read twice`() {
        var driver = driver(Array(Self.twice.prefix(3)))
        driver.press("D")
        #expect(driver.messageLine.contains("No span of this trace was read more than once"))
    }

    @Test func `The next failed span and the next slowest are never copies`() {
        var driver = driver(Self.twice)
        driver.press("e")
        let first = driver.state.trace?.selection
        driver.press("e")
        #expect(driver.state.trace?.selection == first)
        #expect(driver.state.trace?.view?.errorCount == 1)
        for _ in 0..<3 { driver.press("]") }
        #expect(driver.state.trace?.folds.copies != nil)
        #expect(driver.state.trace.map { $0.view?.trace.marks(of: $0.selection ?? 0).contains(.folded) } == false)
    }

    @Test func `Siblings that are copies are stepped over`() {
        let root = SketchedSpan(id: 1), first = SketchedSpan(2, parent: 1) { $0.name = "first" }
        let last = SketchedSpan(3, parent: 1) { ($0.name, $0.start) = ("last", 5) }
        var driver = driver([root, first, first, last])
        driver.press("j J")
        #expect(driver.state.trace?.selectedSpan?.name == "last")
        driver.press("K")
        #expect(driver.state.trace?.selectedSpan?.name == "first")
        #expect(driver.state.trace?.selection == 1)
    }

    @Test func `Folding and unfolding everything leaves copies hidden`() {
        var driver = driver(Self.twice)
        driver.press("zM")
        #expect(driver.state.trace?.folds.shownCount == 1)
        driver.press("zR")
        #expect(driver.state.trace?.folds.shownCount == 3)
    }

    @Test func `A span has failed when any of its pieces says so`() {
        func piece(_ id: UInt64, parent: UInt64 = 0, _ name: String, isError: Bool = false) -> SketchedSpan {
            SketchedSpan(id, parent: parent) { ($0.mayBePiece, $0.name, $0.duration, $0.isError) = (true, name, 9_000_000, isError) }
        }
        var driver = driver([piece(1, "page"), piece(2, parent: 1, "get"), piece(2, parent: 1, "get", isError: true)])
        #expect(driver.state.trace?.view?.errorCount == 1)
        #expect(lines(driver, with: "get ×2").first?.contains("✗") == true)
        #expect(lines(driver, with: "page").allSatisfy { !$0.contains("✗└") })
        driver.press("e")
        #expect(driver.state.trace?.selection == 1)
    }

    @Test func `Pieces of a span are shown as one: earliest start, longest duration, all tags and logs`() {
        func piece(_ change: (inout SketchedSpan) -> Void) -> SketchedSpan {
            SketchedSpan(2, parent: 1) {
                $0.mayBePiece = true
                change(&$0)
            }
        }
        let root = SketchedSpan(1) { ($0.mayBePiece, $0.duration) = (true, 20_000_000) }
        let early = piece { ($0.name, $0.start, $0.duration, $0.attributes) = ("get", 2_000_000, 3_000_000, [("a", .string("1"))]) }
        let late = piece {
            ($0.start, $0.duration, $0.attributes) = (1_000_000, 9_000_000, [("a", .string("1")), ("b", .string("2"))])
            $0.events = [.init(time: 5_000_000, [("event", .string("sent"))])]
        }
        var driver = driver([root, early, late])
        #expect(lines(driver, with: "get ×2")[0].contains("9.00ms"))
        driver.press("j Enter")
        #expect(driver.text.contains("Tags 2 (attributes)"))
        #expect(driver.text.contains("sent"))
    }

    @Test func `Copies survive a reload as they were shown`() {
        var driver = driver(Self.twice)
        driver.press("D")
        driver.load(.of(Self.twice), isReload: true)
        #expect(lines(driver, with: "charge").count == 2)
    }

    @Test func `Text output shows copies in one row as well`() {
        let snapshot = Snapshot.of(Self.twice)
        let lines = WaterfallText.lines(snapshot[snapshot.traces[0]], width: 80)
        #expect(lines.count == 4)
        #expect(lines.contains { $0.contains("query ×2") })
    }
}

/// What is read while files are followed.
@Suite struct FollowingTests {
    private func following(_ snapshot: Snapshot, _ driver: inout Driver) {
        var progress = LoadProgress()
        progress.isFollowing = true
        progress.spans = snapshot.spanCount
        driver.send(.loaded(snapshot, progress))
    }

    private let one = TraceDrawing.spans("a first  ===\n  a child   =")
    private var two: [SketchedSpan] {
        one
            + TraceDrawing.spans("a second ========").map { span in
                SketchedSpan(50) { ($0.trace, $0.name, $0.duration) = (2, span.name, 9_000_000) }
            }
    }

    @Test func `New traces come without moving the selection, and the header says that files are followed`() {
        var driver = Driver()
        driver.send(.loadStarted(sources: ["live.jsonl"], isReload: false))
        following(.of(one), &driver)
        #expect(driver.rows[0].contains("following"))
        #expect(driver.state.selectedTrace?.name == "a: first")
        following(.of(two), &driver)
        #expect(driver.text.contains("a second"))
        #expect(driver.state.selectedTrace?.name == "a: first")
    }

    @Test func `An open trace gains its new spans, the selection stays`() {
        var driver = Driver()
        driver.send(.loadStarted(sources: ["live.jsonl"], isReload: false))
        let store = SpanStore()
        _ = store.addSource("live.jsonl")
        var writer = store.writer()
        for span in one { writer.append(span, to: store) }
        store.commit(writer.takeBatch())
        following(store.publish(), &driver)
        driver.press("Enter j")
        writer.append(SketchedSpan(60, parent: 1) { ($0.name, $0.start) = ("late", 0) }, to: store)
        store.commit(writer.takeBatch())
        following(store.publish(), &driver)
        #expect(driver.text.contains("late"))
        #expect(driver.state.trace?.selectedSpan?.name == "child")
    }

    @Test func `Before anything came the screen says what is waited for`() {
        var driver = Driver()
        driver.send(.loadStarted(sources: ["live.jsonl"], isReload: false))
        following(.empty, &driver)
        #expect(driver.text.contains("Waiting for traces") && driver.text.contains("Ctrl-C stops following"))
    }

    @Test func `Ctrl-C stops following before it quits`() {
        var driver = Driver()
        driver.send(.loadStarted(sources: ["live.jsonl"], isReload: false))
        following(.of(one), &driver)
        driver.press("Ctrl-C")
        #expect(driver.asked == [.stopLoading])
        var progress = LoadProgress()
        progress.isFinished = true
        driver.send(.loaded(driver.state.snapshot.object, progress))
        #expect(!driver.rows[0].contains("following"))
        driver.press("Ctrl-C")
        #expect(driver.asked.last == .quit)
    }
}

import TestSupport
import Testing
import TraceModel

@testable import TraceAnalysis

/// Reports on services: what is listed of each, and in which order.
@Suite struct ServiceReportTests {
    static let column = TraceDrawing.column
    static let snapshot = TraceDrawing.snapshot(
        """
        shop GET /    ======
          cart get     ===       !

        shop GET /    ========   !
          cart get     ===       !

        shop GET /    ==========
          cart get     =====     ! http.status_code=503
          db read            =   http.status_code=500

        shop GET /    ==

        cart sweep    ========
        """)

    static func report(_ change: (inout ReportScope) -> Void = { _ in }) throws -> [ServiceReport] {
        var scope = ReportScope()
        scope.slowThreshold = 8 * column
        change(&scope)
        return try #require(snapshot.report(scope))
    }

    static func numbers(_ rows: [TraceRow]) -> [Int] { rows.map { snapshot[$0].number + 1 } }

    @Test("Each service has its slow traces, the slowest first, then by id")
    func slowTraces() throws {
        let found = try Self.report()
        #expect(found.map(\.service) == ["cart", "db", "shop"])
        #expect(found.map { Self.numbers($0.slowTraces) } == [[3, 2, 5], [3], [3, 2]] && found.map(\.slowTraceCount) == [3, 1, 2])
    }

    @Test("Each has its failed traces, fatal ones first, then the longest, and those whose caller noticed nothing")
    func errorTraces() throws {
        let found = try Self.report()
        #expect(found.map { Self.numbers($0.errorTraces.map(\.row)) } == [[2, 3, 1], [3], [2, 3, 1]])
        #expect(found.map { Self.numbers($0.nonFatal) } == [[3, 1], [3], [3, 1]])
        #expect(found.map { Self.numbers($0.unmarkedServerErrors) } == [[3], [3], [3]])
        #expect(found[0].performance.errorTraces == 3 && found[0].errorTraces[0].isFatal)
    }

    @Test("What is listed has a limit, what is counted has none")
    func limit() throws {
        let cart = try Self.report { $0.listed = 1 }[0]
        #expect(Self.numbers(cart.slowTraces) == [3] && cart.slowTraceCount == 3)
        #expect(Self.numbers(cart.errorTraces.map(\.row)) == [2] && Self.numbers(cart.nonFatal) == [3])
        #expect(cart.path?.operations.count == 1 && cart.path?.others == 3)
    }

    @Test("Each has the calls by it and of it")
    func dependencies() throws {
        let found = try Self.report()
        #expect(
            found.map { $0.dependencies.map { $0.caller + " " + $0.callee } } == [["shop cart"], ["shop db"], ["shop cart", "shop db"]])
        #expect(found[0].dependencies[0].calls == 3)
    }

    @Test("The time of a service's traces goes into operations of all services, and sums up to their durations")
    func path() throws {
        let found = try Self.report()
        let shop = try #require(found[2].path)
        #expect(shop.total == 26 * Self.column && found[2].performance.pathTime == shop.total && shop.others == 0)
        #expect(shop.operations.map { [$0.service, $0.name] } == [["shop", "GET /"], ["cart", "get"], ["db", "read"]])
        #expect(shop.operations.map(\.time) == [14, 11, 1].map { $0 * Self.column })
        #expect(shop.operations[0].share == 14.0 / 26.0)
        #expect(found[1].path?.total == 10 * Self.column)
    }

    @Test("Only the services and the traces asked for are told of, with the same numbers")
    func scope() throws {
        let all = try Self.report()
        let named = try Self.report { $0.services = ["cart", "nobody"] }
        #expect(named[0] == all[0] && named.map(\.service) == ["cart", "nobody"])
        #expect(named[1].performance.traces == 0 && named[1].health == nil && named[1].path == nil && named[1].slowTraces.isEmpty)
        let last = try Self.report { $0.traces = [Self.snapshot.traces[4]] }
        #expect(last.map(\.service) == ["cart"] && last[0].performance.traces == 1 && last[0].dependencies.isEmpty)
        #expect(try Self.report { $0.traces = [] }.isEmpty && Snapshot.empty.report() == [])
        #expect(Self.snapshot.report(isCancelled: { true }) == nil)
    }

    @Test("Traces whose duration is not known are never slow, and are listed last among those that failed")
    func unknownDurations() throws {
        let snapshot = Snapshot.of([
            SketchedSpan(1) { ($0.start, $0.duration, $0.isError) = (nil, 50, true) },
            SketchedSpan(1) { ($0.trace, $0.duration, $0.isError) = (2, 5, true) },
        ])
        var scope = ReportScope()
        scope.slowThreshold = 0
        let found = try #require(snapshot.report(scope)?.first)
        #expect(found.slowTraceCount == 1 && found.errorTraces.map(\.row) == snapshot.traces.reversed())
        #expect(found.path?.total == 5 && found.health?.score == 65)
    }

    @Test("Slow traces take at least the threshold, whoever asks for them")
    func threshold() {
        #expect(Self.numbers(Self.snapshot.slowTraces(atLeast: 8 * Self.column)) == [3, 2, 5])
        #expect(Self.numbers(Self.snapshot.slowTraces(atLeast: 0, among: Array(Self.snapshot.traces[3...]))) == [5, 4])
        #expect(Self.snapshot.slowTraces(atLeast: 11 * Self.column).isEmpty)
    }

    @Test("Where too many services meet too many operations, paths are not told rather than never")
    func tooMuch() {
        var tally = TracePathTally()
        let path = (0..<2_000).map { (operation: $0, time: Int64(1)) }
        let isWhole = tally.add(path, to: Array(0..<2_000)) { false }
        let isKnown = tally.result(listed: 1) { _ in ("", "") } != nil
        #expect(isWhole && !isKnown)
        var cancelled = TracePathTally()
        let wentOn = cancelled.add(path, to: [0, 1, 2]) { true }
        #expect(!wentOn)
    }
}

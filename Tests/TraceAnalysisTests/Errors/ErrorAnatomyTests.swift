import TestSupport
import Testing
import TraceAnalysis
import TraceModel

/// Where failures begin and how far they go, in traces that are drawn.
@Suite struct ErrorAnatomyTests {
    static func anatomy(_ snapshot: Snapshot) throws -> (ErrorAnatomy, Trace) {
        let trace = snapshot[try #require(snapshot.traces.first)]
        return (try #require(trace.errorAnatomy()), trace)
    }

    /// Failures as text: `3 origin to 1 over 2`.
    static func lines(_ anatomy: ErrorAnatomy) -> [String] {
        anatomy.failures.map { "\($0.position) \($0.role) to \($0.top) over \($0.reach)" }
    }

    @Test("A failure begins where no direct child failed, and goes up as long as parents are errors")
    func chain() throws {
        let (anatomy, trace) = try Self.anatomy(
            TraceDrawing.snapshot(
                """
                web    GET /      ==========
                  shop   order     ========
                    shop   pay      ======    !
                      bank   charge  ====     !
                    mail   send     =
                """))
        #expect(Self.lines(anatomy) == ["2 propagated to 2 over 1", "3 origin to 2 over 2"])
        #expect(anatomy.suppressed == [1] && !anatomy.reachesRoot && anatomy.copies == 0 && anatomy.unmarked.isEmpty)
        #expect(trace.path(of: anatomy.failures[1]) == [3, 2])
        #expect(trace.reach(of: anatomy.failures[1]) == .stopped(at: 2))
        #expect(anatomy.origins.map(\.position) == [3])
    }

    @Test("What reaches the main root is fatal; an error further up that no chain leads to is an origin of its own")
    func fatal() throws {
        let (anatomy, trace) = try Self.anatomy(
            TraceDrawing.snapshot(
                """
                web    GET /      ==========   !
                  shop   order     ========
                    shop   pay      ======     !
                  shop   list      ==          !
                """))
        #expect(Self.lines(anatomy) == ["0 propagated to 0 over 1", "2 origin to 2 over 1", "3 origin to 0 over 2"])
        #expect(anatomy.reachesRoot && anatomy.suppressed == [1])
        #expect(anatomy.failures.map { trace.reach(of: $0) } == [.mainRoot, .stopped(at: 2), .mainRoot])
    }

    @Test("A root that fails without children is an origin that reaches itself")
    func alone() throws {
        let (anatomy, trace) = try Self.anatomy(TraceDrawing.snapshot("web GET / == !"))
        #expect(Self.lines(anatomy) == ["0 origin to 0 over 1"] && anatomy.reachesRoot)
        #expect(trace.path(of: anatomy.failures[0]) == [0])
    }

    @Test("The top of another tree is no main root")
    func orphans() throws {
        let (anatomy, trace) = try Self.anatomy(
            Snapshot.of([
                SketchedSpan(1) { ($0.start, $0.duration) = (0, 9) },
                SketchedSpan(2, parent: 99) { ($0.start, $0.duration, $0.isError) = (1, 3, true) },
                SketchedSpan(3, parent: 2) { ($0.start, $0.duration, $0.isError) = (1, 2, true) },
            ]))
        #expect(Self.lines(anatomy) == ["1 propagated to 1 over 1", "2 origin to 1 over 2"])
        #expect(!anatomy.reachesRoot && trace.reach(of: anatomy.failures[1]) == .top(1))
    }

    @Test("A span read twice is one failure, and what a piece of a span says, the span says")
    func copies() throws {
        let failing = SketchedSpan(2, parent: 1) { $0.isError = true }
        let twice = try Self.anatomy(Snapshot.of([SketchedSpan(1) { _ in }, failing, failing]))
        #expect(Self.lines(twice.0) == ["1 origin to 1 over 1"] && twice.0.copies == 1 && twice.0.suppressed == [0])
        let pieces = try Self.anatomy(
            Snapshot.of([
                SketchedSpan(1) { $0.duration = 9 }, SketchedSpan(2, parent: 1) { ($0.mayBePiece, $0.duration) = (true, 5) },
                SketchedSpan(3, parent: 2) { $0.duration = 1 },
                SketchedSpan(2, parent: 1) { ($0.mayBePiece, $0.isError, $0.duration) = (true, true, nil) },
            ]))
        #expect(pieces.1.marks(of: 3).contains(.folded))
        #expect(Self.lines(pieces.0) == ["1 origin to 1 over 1"] && pieces.0.copies == 1)
    }

    @Test("Codes of failure without an error mark are counted apart, each span once, whatever the convention")
    func unmarked() throws {
        func unmarked(_ attributes: [(key: String, value: AttributeValue)], isError: Bool = false) throws -> [Int] {
            let snapshot = Snapshot.of([SketchedSpan(1) { ($0.attributes, $0.isError) = (attributes, isError) }])
            let found = try Self.anatomy(snapshot).0.unmarked
            #expect(found.isEmpty == (found.serverErrors + found.clientErrors + found.grpcErrors == 0))
            return [found.serverErrors, found.clientErrors, found.grpcErrors]
        }
        #expect(try unmarked([("http.status_code", .int64(500))]) == [1, 0, 0])
        #expect(try unmarked([("http.status_code", .string("503"))]) == [1, 0, 0])
        #expect(try unmarked([("http.response.status_code", .int64(404))]) == [0, 1, 0])
        #expect(try unmarked([("http.response.status_code", .int64(399))]) == [0, 0, 0])
        #expect(try unmarked([("http.status_code", .double(502))]) == [1, 0, 0])
        #expect(try unmarked([("http.status_code", .string("50x"))]) == [0, 0, 0])
        #expect(try unmarked([("rpc.grpc.status_code", .int64(14))]) == [0, 0, 1])
        #expect(try unmarked([("grpc.status_code", .string("0"))]) == [0, 0, 0])
        #expect(try unmarked([("grpc.code", .string("OK"))]) == [0, 0, 0])
        #expect(try unmarked([("rpc.response.status_code", .string("UNAVAILABLE"))]) == [0, 0, 1])
        #expect(try unmarked([("http.status_code", .int64(200)), ("grpc.status", .string("NOT_FOUND"))]) == [0, 0, 1])
        #expect(try unmarked([("http.status_code", .int64(500)), ("rpc.grpc.status_code", .int64(2))]) == [1, 0, 0])
        #expect(try unmarked([("http.status_code", .int64(500))], isError: true) == [0, 0, 0])
        #expect(try unmarked([("http.status_code", .int64(.max)), ("grpc.status_code", .int64(.min))]) == [1, 0, 0])
        #expect(try unmarked([("http.status_code", .bool(true)), ("grpc.status_code", .null)]) == [0, 0, 0])
    }

    @Test("Whoever wants no more gets nothing")
    func cancelled() {
        let snapshot = Snapshot.of([SketchedSpan(1) { $0.isError = true }])
        #expect(snapshot[snapshot.traces[0]].errorAnatomy(isCancelled: { true }) == nil)
        #expect(snapshot.errorTraces(isCancelled: { true }) == nil)
    }
}

import TestSupport
import Testing
import TraceAnalysis
import TraceModel

/// Failures that are alike.
@Suite struct ErrorGroupTests {
    /// A trace whose root calls twice for something that fails with a message, and maybe fails itself.
    static func spans(_ trace: UInt64, _ message: String?, isFatal: Bool = false, code: Int64? = nil) -> [SketchedSpan] {
        let failing: (inout SketchedSpan) -> Void = { span in
            (span.trace, span.service, span.name, span.isError) = (trace, "bank", "charge", true)
            if let message { span.attributes.append(("otel.status_description", .string(message))) }
            if let code { span.attributes.append(("http.status_code", .int64(code))) }
        }
        return [
            SketchedSpan(trace * 10) { ($0.trace, $0.isError, $0.duration) = (trace, isFatal, Int64(trace)) },
            SketchedSpan(trace * 10 + 1, parent: trace * 10, failing), SketchedSpan(trace * 10 + 2, parent: trace * 10, failing),
        ]
    }

    @Test("The same span with the same words is one group, whatever its numbers; traces count once")
    func alike() throws {
        let snapshot = Snapshot.of(
            Self.spans(1, "order 17 not found") + Self.spans(2, "order 4711 not found", isFatal: true) + Self.spans(3, "timeout")
                + Self.spans(4, nil, code: 500) + Self.spans(5, nil, code: 502) + Self.spans(6, nil))
        let found = try #require(snapshot.errorTraces())
        let groups = found.groups(in: snapshot)
        #expect(groups.map(\.message) == ["order # not found", nil, "HTTP 500", "HTTP 502", "timeout"])
        #expect(groups.map(\.traces) == [2, 1, 1, 1, 1] && groups.map(\.failures) == [4, 2, 2, 2, 2])
        #expect(groups.map(\.fatal) == [1, 0, 0, 0, 0] && groups.allSatisfy { $0.service == "bank" && $0.operation == "charge" })
        #expect(groups[0].example == snapshot.traces[1], "the fatal one is the gravest")
    }

    @Test("Within a trace what began alike and went equally far is told once, the fatal first")
    func kinds() throws {
        let snapshot = TraceDrawing.snapshot(
            """
            web   GET /    ============  !
              db    get     =            ! otel.status_description=a1
              shop  order     ====
                db    get      =         ! otel.status_description=a2
                db    get        =       ! otel.status_description=a3
              db    get            =     ! otel.status_description=a4
            """)
        let trace = snapshot[snapshot.traces[0]]
        let kinds = trace.failureKinds(try #require(trace.errorAnatomy()), ErrorMessages(snapshot))
        #expect(kinds.map(\.count) == [2, 2] && kinds.map(\.message) == ["a1", "a2"])
        #expect(kinds.map { trace.reach(of: $0.failure) } == [.mainRoot, .stopped(at: 3)])
    }

    @Test("The gravest trace comes first: fatal, then longest, then by id, unknown durations last")
    func gravity() throws {
        func root(_ trace: UInt64, _ duration: Int64?, isFatal: Bool) -> [SketchedSpan] {
            let start: Int64? = duration == nil ? nil : 0
            return [
                SketchedSpan(trace * 2) { ($0.trace, $0.duration, $0.start, $0.isError) = (trace, duration, start, isFatal) },
                SketchedSpan(trace * 2 + 1, parent: trace * 2) { ($0.trace, $0.start, $0.isError) = (trace, start, true) },
            ]
        }
        let snapshot = Snapshot.of(
            root(1, 10, isFatal: false) + root(2, nil, isFatal: true) + root(9, 5, isFatal: true) + root(3, 5, isFatal: true)
                + root(5, 7, isFatal: true) + [SketchedSpan(99) { ($0.trace, $0.duration) = (77, 1000) }])
        let found = try #require(snapshot.errorTraces())
        #expect(found.traces.map { snapshot[$0.row].id.low } == [5, 3, 9, 2, 1])
        #expect(found.nonFatal.map { snapshot[$0].id.low } == [1] && found.fatalCount == 4 && found.looked == 6)
        #expect(try #require(snapshot.errorTraces(of: [snapshot.traces[5]])).traces.isEmpty)
    }
}

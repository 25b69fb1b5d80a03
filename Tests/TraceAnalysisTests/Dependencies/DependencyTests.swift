import TestSupport
import Testing
import TraceAnalysis
import TraceModel

/// Who calls whom, in traces that are drawn.
@Suite struct DependencyTests {
    static let column = TraceDrawing.column

    static func dependencies(_ drawing: String, service: String? = nil) throws -> [Dependency] {
        try #require(TraceDrawing.snapshot(drawing).dependencies(service: service))
    }

    static func arrows(_ dependencies: [Dependency]) -> [String] {
        dependencies.map { "\($0.caller) \($0.isVirtual ? "~>" : "->") \($0.callee) \($0.calls)" }
    }

    @Test("A call is a span whose parent is another service's, and took both sides their time")
    func calls() throws {
        let found = try Self.dependencies(
            """
            web    GET /     ==========
              web  call       ========
                cart get       ====
              web  call                 ====
                cart get                 ==
            """)
        #expect(Self.arrows(found) == ["web -> cart 2"])
        let call = found[0]
        #expect(call.meanCallee == 3 * Self.column && call.meanCaller == 6 * Self.column && call.meanGap == 3 * Self.column)
        #expect(call.calleeLatency?.p95 == 4 * Self.column && call.errors == 0 && call.errorShare == 0)
    }

    @Test("A call failed when either side did, and only the span that calls directly is asked")
    func errors() throws {
        let found = try Self.dependencies(
            """
            web    GET /     ==========  !
              web  call       ========
                cart get       ====
              web  call       ========   !
                cart get       ====
              web  call       ========
                cart get       ====      !
            """)
        #expect(Self.arrows(found) == ["web -> cart 3"] && found[0].errors == 2)
    }

    @Test("A service that is called through another is no call of its own, and calling back is one")
    func chain() throws {
        let drawing = """
            a x    ==========
              b x   ========
                c x  ======
                  a x  ==
            """
        #expect(try Self.arrows(Self.dependencies(drawing)) == ["a -> b 1", "b -> c 1", "c -> a 1"])
        #expect(try Self.arrows(Self.dependencies(drawing, service: "a")) == ["a -> b 1", "c -> a 1"])
        #expect(try Self.arrows(Self.dependencies(drawing, service: "nobody")) == [])
    }

    @Test("Calls come by caller, then the most first")
    func order() throws {
        let found = try Self.dependencies(
            """
            b x   ===
              d x  =
              c x  =
              c x  =
            a x   ===
              z x  =
            """)
        #expect(Self.arrows(found) == ["a -> z 1", "b -> c 2", "b -> d 1"])
    }

    @Test("A callee that goes on after its caller has a negative gap")
    func gap() throws {
        let found = try Self.dependencies(
            """
            shop  send   ==
              mail work   =====
            """)
        #expect(found.map(\.meanGap) == [-3 * Self.column])
    }

    @Test("A mean of halves is rounded up, below zero too")
    func rounding() throws {
        func gap(_ durations: [(caller: Int64, callee: Int64)]) throws -> [Int64?] {
            let spans = durations.enumerated().flatMap { index, pair in
                let id = UInt64(index * 2 + 1)
                return [
                    SketchedSpan(id) { $0.duration = pair.caller },
                    SketchedSpan(id + 1, parent: id) { ($0.service, $0.duration) = ("b", pair.callee) },
                ]
            }
            let found = try #require(Snapshot.of(spans).dependencies())
            return found.flatMap { [$0.meanCaller, $0.meanCallee, $0.meanGap] }
        }
        #expect(try gap([(3, 1), (4, 1)]) == [4, 1, 3])
        #expect(try gap([(1, 3), (1, 4)]) == [1, 4, -2])
    }

    @Test("Only the traces given are looked at, and whoever wants no more gets nothing")
    func traces() throws {
        let snapshot = TraceDrawing.snapshot("a x  =\n  b x  =\n\na x  =\n  c x  =")
        #expect(Self.arrows(try #require(snapshot.dependencies(of: [snapshot.traces[1]]))) == ["a -> c 1"])
        let many = Snapshot.of((1...5000).map { SketchedSpan($0) { _ in } })
        #expect(many.dependencies(isCancelled: { true }) == nil)
    }

    @Test("Traces without services, cycles, missing parents and impossible times have defined answers")
    func broken() throws {
        let unnamed = Snapshot.of([SketchedSpan(1) { $0.service = nil }, SketchedSpan(2, parent: 1) { $0.service = "" }])
        #expect(unnamed.dependencies() == [])
        #expect(Snapshot.empty.dependencies() == [])
        let cycle = Snapshot.of([SketchedSpan(1, parent: 2) { _ in }, SketchedSpan(2, parent: 1) { $0.service = "b" }])
        #expect(try #require(cycle.dependencies()).map(\.calls) == [1])
        let orphan = Snapshot.of([SketchedSpan(1, parent: 9) { _ in }, SketchedSpan(2, parent: 2) { $0.service = "b" }])
        #expect(orphan.dependencies() == [])
        let odd = try #require(
            Snapshot.of([
                SketchedSpan(1) { $0.duration = .max }, SketchedSpan(2, parent: 1) { ($0.service, $0.duration) = ("b", .min) },
                SketchedSpan(3, parent: 1) { ($0.service, $0.duration) = ("b", nil) },
            ]).dependencies())
        #expect(odd.map(\.calls) == [2] && odd[0].calleeLatency?.count == 1 && odd[0].meanCallee == 0)
        #expect(odd[0].meanCaller == .max && odd[0].meanGap == .max)
    }

    @Test("A span read twice is one call")
    func copies() throws {
        let call = SketchedSpan(2, parent: 1) { $0.service = "b" }
        let snapshot = Snapshot.of([SketchedSpan(1) { _ in }, call, call])
        #expect(snapshot.spanCount == 3 && snapshot.dependencies()?.map(\.calls) == [1])
    }
}

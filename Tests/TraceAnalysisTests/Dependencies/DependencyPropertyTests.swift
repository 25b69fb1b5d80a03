import TestSupport
import Testing
import TraceModel

@testable import TraceAnalysis

/// The fast tally against a slow and obvious one.
@Suite struct DependencyPropertyTests {
    @Test("On random traces the dependencies are what asking every span for its parent gives")
    func agreesWithTheObviousWay() throws {
        var random = SeededGenerator(seed: 4)
        var calls = 0, virtual = 0
        for _ in 0..<200 {
            let snapshot = Snapshot.of(Self.spans(&random))
            let service = [nil, "a", "b"].randomElement(using: &random) ?? nil
            let found = try #require(snapshot.dependencies(service: service))
            let expected = Self.slowly(snapshot, service)
            #expect(Set(found.map(Line.init)) == expected && found.count == expected.count)
            calls += found.reduce(0) { $0 + $1.calls }
            virtual += found.count { $0.isVirtual }
        }
        #expect(calls > 500 && virtual > 50, "\(calls) \(virtual)")
    }

    /// A dependency as something that can be put in a set.
    private struct Line: Hashable {
        var caller = "", callee = "", isVirtual = false, calls = 0, errors = 0
        var meanCallee: Int64?, p95: Int64?, meanCaller: Int64?, meanGap: Int64?

        init() {}
        init(_ found: Dependency) {
            (caller, callee, isVirtual, calls, errors) = (found.caller, found.callee, found.isVirtual, found.calls, found.errors)
            (meanCallee, p95, meanCaller, meanGap) = (found.meanCallee, found.calleeLatency?.p95, found.meanCaller, found.meanGap)
        }
    }

    private struct Call {
        let caller: String, callee: String, isVirtual: Bool, isError: Bool, callerTook: Int64?, calleeTook: Int64?
    }

    private static func slowly(_ snapshot: Snapshot, _ service: String?) -> Set<Line> {
        var calls: [Call] = []
        for row in snapshot.traces {
            let trace = snapshot[row]
            for position in 0..<trace.spanCount where !trace.marks(of: position).contains(.folded) {
                let span = trace.span(at: position)
                func took(_ span: Span) -> Int64? { span.facts.lacksDuration ? nil : max(0, span.duration) }
                if let parent = trace.parent(of: position).map({ trace.span(at: $0) }), parent.service != span.service {
                    calls.append(
                        Call(
                            caller: parent.service, callee: span.service, isVirtual: false, isError: span.isError || parent.isError,
                            callerTook: took(parent), calleeTook: took(span)))
                }
                guard !trace.hasChildren(position), span.kind == .client || span.kind == .producer else { continue }
                let names = ["peer.service", "db.system", "net.peer.name"].compactMap { span.attributes[$0]?.text }
                guard let name = names.first, name != span.service else { continue }
                calls.append(
                    Call(
                        caller: span.service, callee: name, isVirtual: true, isError: span.isError, callerTook: took(span),
                        calleeTook: nil))
            }
        }
        let wanted = calls.filter { service == nil || $0.caller == service || $0.callee == service }
        return Set(Dictionary(grouping: wanted) { "\($0.caller)\u{0}\($0.callee)\u{0}\($0.isVirtual)" }.values.map(line))
    }

    private static func line(_ calls: [Call]) -> Line {
        var line = Line()
        (line.caller, line.callee, line.isVirtual) = (calls[0].caller, calls[0].callee, calls[0].isVirtual)
        (line.calls, line.errors) = (calls.count, calls.count { $0.isError })
        let callees = calls.compactMap(\.calleeTook)
        (line.meanCallee, line.p95) = (mean(callees), Percentiles(callees)?.p95)
        line.meanCaller = mean(calls.compactMap(\.callerTook))
        line.meanGap = mean(calls.compactMap { call in call.callerTook.flatMap { took in call.calleeTook.map { took - $0 } } })
        return line
    }

    /// Rounded half up.
    private static func mean(_ values: [Int64]) -> Int64? {
        values.isEmpty ? nil : Int64((Double(values.reduce(0, +)) / Double(values.count) + 0.5).rounded(.down))
    }

    private static func spans(_ random: inout SeededGenerator) -> [SketchedSpan] {
        (1...UInt64.random(in: 1...25, using: &random)).map { id in
            SketchedSpan(id, parent: .random(in: 0..<(id + 1), using: &random)) {
                $0.trace = .random(in: 1...2, using: &random)
                $0.service = [nil, "", "a", "b", "c"].randomElement(using: &random) ?? nil
                $0.kind = SpanKind.allCases.filter { $0 != .unspecified }.randomElement(using: &random) ?? .client
                $0.duration = Int.random(in: 0..<6, using: &random) == 0 ? nil : .random(in: -3...40, using: &random)
                $0.isError = Int.random(in: 0..<4, using: &random) == 0
                for key in ["net.peer.name", "db.system", "peer.service"] where Bool.random(using: &random) {
                    $0.attributes.append((key, .string(["a", "x", "y"].randomElement(using: &random) ?? "x")))
                }
            }
        }
    }
}

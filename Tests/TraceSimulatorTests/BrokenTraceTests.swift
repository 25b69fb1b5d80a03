import Testing
import TraceModel

@testable import TraceSimulator

/// Each defect shows where it should.
@Suite struct BrokenTraceTests {
    static func trace(_ defect: Defect) throws -> Trace {
        for snapshot in Simulator(scenario: .broken, amount: .traces(Defect.allCases.count)) {
            for row in snapshot.traces {
                let trace = snapshot[row]
                let tags = (0..<trace.spanCount).compactMap { trace.span(at: $0).attributes["sample.defect"]?.text }
                if tags.contains(defect.rawValue) { return trace }
            }
        }
        throw Missing()
    }
    struct Missing: Error {}

    static func spans(_ defect: Defect) throws -> [Span] {
        let trace = try trace(defect)
        return (0..<trace.spanCount).map { trace.span(at: $0) }
    }

    @Test("Every defect has its trace", arguments: Defect.allCases)
    func everyDefectIsThere(defect: Defect) throws { #expect(try Self.trace(defect).spanCount >= 7) }

    @Test("Broken trees: orphans, cycles, several roots, none")
    func trees() throws {
        #expect(try Self.trace(.orphans).orphanSpans == 3)
        #expect(try Self.trace(.cycle).cycles == 1)
        #expect(try Self.trace(.selfParent).cycles == 1)
        #expect(try Self.trace(.rootInCycle).cycles == 1 && Self.trace(.rootInCycle).rootSpans == 0)
        #expect(try Self.trace(.severalRoots).rootSpans == 3)
        #expect(try Self.trace(.noRoot).rootSpans == 0 && Self.trace(.noRoot).orphanSpans == 2)
    }

    @Test("Broken identity: duplicates, repetitions, ids that are no hex")
    func identity() throws {
        #expect(try Self.trace(.duplicateIDs).duplicateSpanIDs == 1)
        #expect(try Self.trace(.repeatedSpan).duplicateSpanIDs == 1 && Self.trace(.repeatedSpan).spanCount == 9)
        let odd = try Self.trace(.oddIDs)
        #expect(odd.idText.hasPrefix("checkout/") && odd.mainRoot.idText == "span:1" && odd.depth == 4 && odd.orphanSpans == 0)
    }

    @Test("Broken times: none, negative, outside the parent")
    func times() throws {
        let zero = try Self.spans(.zeroStart)
        #expect(zero.contains { $0.start == 0 } && zero.contains { $0.start == nil && $0.facts.lacksDuration })
        #expect(try Self.spans(.negativeDuration).contains { $0.duration == -20_000_000 })
        let outside = try Self.trace(.outsideParent)
        #expect((0..<outside.spanCount).count { outside.marks(of: $0).contains(.outsideParent) } == 2)
    }

    @Test("Broken company: missing process, other traces, hostile names, warnings")
    func company() throws {
        #expect(try Self.spans(.missingProcess).count { $0.serviceID == nil } == 2)
        let foreign = try Self.spans(.foreignReferences)
        #expect(foreign.flatMap(\.links).count { !$0.isSameTrace } == 3 && foreign.contains { $0.links.count == 3 })
        #expect(try Self.spans(.hostileNames).contains { $0.name.unicodeScalars.contains("\u{1b}") })
        #expect(try Self.spans(.warnings).flatMap(\.warnings).count == 2)
    }
}

import TestSupport
import Testing
import TraceAnalysis
import TraceModel

/// The order of a list of traces.
@Suite struct TraceSortTests {
    /// Traces 1 to 5; the third equals the first in all but its id, the fifth has no times.
    static let snapshot = TraceDrawing.snapshot(
        """
        b  op    ==
          c op   =   !

        a  op    =====

        b  op    ==
          c op   =   !

        a  op         =
          b op        =
          c op        =  !
            c op      =  !

        c  op
        """)

    static func order(_ sort: TraceSort, isReversed: Bool = false) -> [UInt64] {
        sort.sorted(snapshot.traces, in: snapshot, isReversed: isReversed).map { snapshot[$0].id.low }
    }

    @Test(
        "Each order puts its first trace first, and leaves equal ones as they were",
        arguments: [
            (.recent, [4, 1, 2, 3, 5]), (.oldest, [1, 2, 3, 4, 5]), (.longest, [2, 1, 3, 4, 5]), (.shortest, [4, 1, 3, 2, 5]),
            (.spans, [4, 1, 3, 2, 5]), (.errors, [4, 1, 3, 2, 5]), (.name, [2, 4, 1, 3, 5]), (.services, [4, 1, 3, 2, 5]),
        ] as [(TraceSort, [UInt64])])
    func sorts(sort: TraceSort, expected: [UInt64]) {
        #expect(Self.order(sort) == expected)
    }

    @Test("Reversed, equal traces still keep their order and unknown ones still come last")
    func reverses() {
        #expect(Self.order(.longest, isReversed: true) == [4, 1, 3, 2, 5])
        #expect(Self.order(.name, isReversed: true) == [5, 1, 3, 2, 4])
        #expect(Self.order(.recent, isReversed: true) == [1, 2, 3, 4, 5])
    }

    @Test("Nothing sorts to nothing", arguments: TraceSort.allCases)
    func nothing(sort: TraceSort) {
        #expect(sort.sorted([], in: .empty).isEmpty)
    }
}

import TestSupport
import Testing
import TraceAnalysis
import TraceModel

/// What other traces show of calls that one makes one after the other.
@Suite struct CallOrderTests {
    private static let serial = """
        web page  ====================
          a   x    ===
          b   y        =====
          c   z             ==
        """
    private static let parallel = """
        web page  ====================
          a   x    ===
          b   y     =====
          c   z             ==
        """
    private static let reversed = """
        web page  ====================
          b   y    =====
          a   x         ===
          c   z             ==
        """
    private static let turns = """
        web page  ====================
          a   x    ===
          b   y        =====
          a   x             ===
          c   z                ==
        """
    private static let incomplete = "web page  ====================\n  a   x    ==="

    /// The order of the calls in the first trace, as that and the others show it; asked of the trace, and of all.
    private static func order(_ drawings: String...) throws -> CallOrder? {
        let snapshot = TraceDrawing.snapshot(drawings.joined(separator: "\n\n")), trace = snapshot[snapshot.traces[0]]
        let pattern = try #require(trace.patterns(beside: snapshot.traces)?.first { $0.kind == .serialCalls })
        let all = try #require(snapshot.patterns()?.first { $0.kind == .serialCalls })
        #expect(all.example != trace.row || all.shown.order == pattern.order)
        #expect(pattern.positions == [1, 2, 3] && trace.patterns()?.first { $0.kind == .serialCalls }?.order == nil)
        return pattern.order
    }

    @Test("What always came in this order may depend on it, however often that was")
    func always() throws {
        #expect(try Self.order(Self.serial) == CallOrder(timesInOrder: 1, callsOtherwise: 0))
        #expect(try Self.order(Self.serial, Self.serial, Self.serial) == CallOrder(timesInOrder: 3, callsOtherwise: 0))
        #expect(try Self.order(Self.serial, Self.incomplete, "web page ===\n\nweb other ====\n  b y =\n  a x  =")?.timesInOrder == 1)
    }

    @Test("A call that once came at the same time as the one before it, or earlier, does not wait for it")
    func otherwise() throws {
        #expect(try Self.order(Self.serial, Self.serial, Self.parallel) == CallOrder(timesInOrder: 2, callsOtherwise: 1))
        #expect(try Self.order(Self.serial, Self.reversed) == CallOrder(timesInOrder: 1, callsOtherwise: 1))
    }

    @Test("Calls that took turns may have waited for each other, so that nothing is known")
    func turns() throws {
        #expect(try Self.order(Self.serial, Self.turns) == nil)
        #expect(try Self.order(Self.serial, Self.turns, Self.reversed)?.callsOtherwise == 1)
    }
}

import TestSupport
import Testing

@testable import TraceAnalysis

/// Sets of traces, a bit each.
@Suite struct TraceBitsTests {
    private static func bits(_ members: some Sequence<Int>, of traces: Int, border: Int) -> TraceBits {
        var bits = TraceBits(traces: traces, border: border)
        for member in members { bits.insert(member) }
        return bits
    }

    @Test("What is not in a set is in its complement, also where the last word is full", arguments: [1, 63, 64, 65, 128, 200])
    func complement(traces: Int) {
        let border = traces / 3, set = Self.bits(stride(from: 0, to: traces, by: 2), of: traces, border: border)
        #expect(set.selected + set.others == (traces + 1) / 2 && set.selected == (border + 1) / 2)
        let other = set.complement
        #expect(other.selected == border - set.selected && other.others == traces - border - set.others)
        #expect(other.complement.overlaps(set, atLeast: 1) && !other.overlaps(set, atLeast: 0.01))
        // Nothing of a word beyond the last trace is counted.
        #expect(
            Self.bits(0..<traces, of: traces, border: border).overlaps(TraceBits(traces: traces, border: border).complement, atLeast: 1))
    }

    @Test("On random sets the overlap is that of Swift's sets")
    func overlap() {
        var random = SeededGenerator(seed: 2)
        for _ in 0..<500 {
            let traces = Int.random(in: 1...150, using: &random), border = Int.random(in: 0...traces, using: &random)
            let a = Set((0..<traces).filter { _ in Int.random(in: 0..<9, using: &random) > 0 })
            let b = Int.random(in: 0...1, using: &random) == 0 ? a : a.filter { _ in Int.random(in: 0..<15, using: &random) > 0 }
            let union = a.union(b).count
            guard union > 0 else { continue }
            let share = Double(a.intersection(b).count) / Double(union)
            let bits = (Self.bits(a, of: traces, border: border), Self.bits(b, of: traces, border: border))
            #expect(bits.0.overlaps(bits.1, atLeast: 0.95) == (share >= 0.95))
        }
    }
}

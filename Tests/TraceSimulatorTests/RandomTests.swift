import Testing

@testable import TraceSimulator

/// Chance without chance.
@Suite struct RandomTests {
    @Test("SplitMix64 gives the numbers its authors publish for seed 0")
    func splitMix() {
        var mixer = SplitMix(state: 0)
        #expect([mixer.next(), mixer.next(), mixer.next()] == [0xe220_a839_7b1d_cdaf, 0x6e78_9e6a_a1b9_65f4, 0x06c4_5d18_8009_454f])
    }

    @Test("Whole numbers stay in their range and reach both ends")
    func ranges() {
        var random = Random(seed: 3)
        let drawn = Set((0..<500).map { _ in random.within(-2...4) })
        #expect(drawn == Set(-2...4))
        #expect((0..<500).allSatisfy { _ in (0..<1).contains(random.unit()) })
        #expect((1...16).allSatisfy { random.hex($0).count == $0 })
    }

    @Test("Streams of one seed differ")
    func streams() {
        var first = Random(seed: 1, stream: 0), second = Random(seed: 1, stream: 1)
        #expect((0..<10).allSatisfy { _ in first.next() != second.next() })
    }

    @Test(
        "The exponential function is right to twelve digits",
        arguments: [(0, 1), (1, 2.718281828459045), (-3, 0.049787068367863944), (10, 22026.465794806718)])
    func exponential(x: Double, expected: Double) {
        #expect(abs(Latency.exponential(x) / expected - 1) < 1e-12)
    }

    @Test("Half of the latencies are below the median, all are whole microseconds, a few are far above")
    func latencies() {
        var random = Random(seed: 2)
        let drawn = (0..<10_000).map { _ in Latency(milliseconds: 5).sample(&random) }
        let below = drawn.count { $0 < 5_000_000 }
        #expect(below > 4700 && below < 5200)
        #expect(drawn.allSatisfy { $0 >= 1000 && $0 % 1000 == 0 })
        #expect(drawn.contains { $0 > 20_000_000 })
    }
}

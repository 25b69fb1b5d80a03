import Explorer
import Testing

@Suite struct DurationTextTests {
    @Test(
        "A duration has three significant digits and the unit that fits",
        arguments: [
            (0, "0ns"), (1, "1ns"), (999, "999ns"), (1_000, "1.00µs"), (1_234, "1.23µs"), (12_345, "12.3µs"), (123_456, "123µs"),
            (1_234_567, "1.23ms"), (1_235_000, "1.24ms"), (999_499, "999µs"), (999_500, "1.00ms"), (9_994_999, "9.99ms"),
            (9_995_000, "10.0ms"), (99_950_000, "100ms"), (1_000_000_000, "1.00s"), (59_940_000_000, "59.9s"),
        ] as [(Int64, String)])
    func underAMinute(nanoseconds: Int64, text: String) { #expect(DurationText.text(nanoseconds) == text) }

    @Test(
        "From a minute on there are two whole units, carried over",
        arguments: [
            (59_950_000_000, "1m 00s"), (83_400_000_000, "1m 23s"), (3_599_600_000_000, "1h 00m"), (7_500_000_000_000, "2h 05m"),
            (273_600_000_000_000, "3d 04h"), (Int64.max, "106752d"),
        ] as [(Int64, String)])
    func fromAMinuteOn(nanoseconds: Int64, text: String) { #expect(DurationText.text(nanoseconds) == text) }

    @Test func `A negative duration keeps its sign, down to the least there is`() {
        #expect(DurationText.text(-1_234_567) == "-1.23ms")
        #expect(DurationText.text(.min) == "-106752d")
    }

    @Test func `Aligned durations have their units one below the other`() {
        let texts = [1, 1_234, 12_300_000, 1_230_000_000, 83_000_000_000, 43_500_000_000_000].map { DurationText.aligned($0) }
        #expect(texts == ["    1ns", " 1.23µs", " 12.3ms", " 1.23s ", " 1m 23s", "12h 05m"])
        #expect(texts.allSatisfy { $0.count == DurationText.alignedColumns })
    }

    @Test func `Ticks leave out noughts that say nothing`() {
        let values: [Int64] = [0, 200_000_000, 1_500_000_000, 20_000, 100, 60_000_000_000, 90_000_000_000, 7_200_000_000_000]
        #expect(values.map { DurationText.short($0) } == ["0", "200ms", "1.5s", "20µs", "100ns", "1m", "1m 30s", "2h"])
    }
}

import Explorer
import Testing

@Suite struct TimeTextTests {
    @Test(
        "An instant is written as date and time of day",
        arguments: [
            (0, "1970-01-01 00:00:00.000"), (951_782_400_000_000_000, "2000-02-29 00:00:00.000"),
            (1_714_558_503_123_456_789, "2024-05-01 10:15:03.123"), (-1, "1969-12-31 23:59:59.999"),
            (Int64.max, "2262-04-11 23:47:16.854"), (Int64.min, "1677-09-21 00:12:43.145"),
        ] as [(Int64, String)])
    func dateTime(nanoseconds: Int64, text: String) { #expect(TimeText.utc.dateTime(nanoseconds) == text) }

    @Test func `The digits after the second are as many as asked for`() {
        let instant: Int64 = 1_714_558_503_123_456_789
        #expect([0, 6, 9].map { TimeText.utc.time(instant, decimals: $0) } == ["10:15:03", "10:15:03.123456", "10:15:03.123456789"])
    }

    @Test func `Local time is UTC and the offset of that moment`() {
        let summer = TimeText { $0 < 1_720_000_000 ? 7200 : -12_600 }
        #expect(summer.dateTime(1_714_600_000_000_000_000) == "2024-05-01 23:46:40.000")
        #expect(summer.zone(1_714_600_000_000_000_000) == "UTC+2")
        #expect(summer.zone(1_730_000_000_000_000_000) == "UTC-03:30")
        #expect(TimeText.utc.zone(0) == "UTC")
    }
}

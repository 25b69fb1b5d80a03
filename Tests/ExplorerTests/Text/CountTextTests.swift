import Explorer
import Testing

@Suite struct CountTextTests {
    @Test func `Thousands stand apart`() {
        #expect([0, 999, 1000, 1_234_567, -12_345].map { CountText.text($0) } == ["0", "999", "1,000", "1,234,567", "-12,345"])
    }

    @Test func `What is counted is named in the right number`() {
        #expect(CountText.text(1, "span") == "1 span")
        #expect(CountText.text(0, "span") == "0 spans")
        #expect(CountText.text(1234, "match", plural: "matches") == "1,234 matches")
    }

    @Test func `Compact counts fit five columns`() {
        let texts = [0, 9999, 10_000, 123_456, 999_499, 999_999, 1_234_567, 45_600_000].map { CountText.compact($0) }
        #expect(texts == ["0", "9999", "10.0k", "123k", "999k", "1.00M", "1.23M", "45.6M"])
    }

    @Test func `Sizes are in bytes, decimal as disks are sold`() {
        #expect([0, 999, 1000, 1_500_000, 490_123_456].map { CountText.bytes($0) } == ["0 B", "999 B", "1.00 kB", "1.50 MB", "490 MB"])
    }

    @Test func `A share is never rounded to none or to all`() {
        let texts = [0, 0.0001, 0.0423, 0.0994, 0.0996, 0.37, 0.9999, 1, .nan].map { CountText.percent($0) }
        #expect(texts == ["0%", "<0.1%", "4.2%", "9.9%", "10%", "37%", "99%", "100%", "0%"])
        #expect(CountText.percent(1, of: 0) == "0%")
    }

    @Test func `Ranks have their endings`() {
        #expect(
            [1, 2, 3, 4, 11, 12, 13, 21, 102, 1113].map { CountText.ordinal($0) }
                == ["1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "102nd", "1,113th"])
    }
}

import Testing

@testable import spanhound

/// Differences for people.
@Suite struct SignedTextTests {
    @Test(arguments: [(8_088_317, "+8.09ms"), (-1_200_000_000, "-1.20s"), (0, "0"), (Int64.min, "-106752d")] as [(Int64, String)])
    func `durations have their sign`(nanoseconds: Int64, text: String) { #expect(SignedText.duration(nanoseconds) == text) }

    @Test(
        arguments: [
            (0.74, "+74%"), (-0.042, "-4.2%"), (12.3, "+1,230%"), (0, "0%"), (0.0001, "0%"), (-0.0996, "-10%"), (.infinity, ""),
            (1e300, "+1,000,000,000,000,000%"),
        ] as [(Double, String)])
    func `shares of any size have theirs`(share: Double, text: String) { #expect(SignedText.percent(share) == text) }

    @Test(
        arguments: [(1, 2, "1"), (0.255, 1, "0.3"), (12.5, 2, "12.5"), (1234.05, 1, "1,234.1"), (0.999, 2, "1")] as [(Double, Int, String)])
    func `numbers have no noughts that say nothing`(value: Double, decimals: Int, text: String) {
        #expect(SignedText.number(value, decimals: decimals) == text)
    }

    @Test func `a gate compares means by share or by time`() throws {
        let share = try #require(FailOver(argument: "12.5%")), time = try #require(FailOver(argument: "5ms"))
        #expect(share == .share(0.125) && time == .time(5_000_000))
        #expect(!share.isExceeded(from: 1000, to: 1125) && share.isExceeded(from: 1000, to: 1126))
        #expect(!time.isExceeded(from: 1, to: 5_000_001) && time.isExceeded(from: 1, to: 5_000_002))
        // Anything is more than a share of nothing, except nothing.
        #expect(share.isExceeded(from: 0, to: 1) && !share.isExceeded(from: 0, to: 0) && !share.isExceeded(from: 9, to: 2))
        for wrong in ["", "%", "5", "-1%", "nan%", "x%", "-5ms"] { #expect(FailOver(argument: wrong) == nil, "\(wrong)") }
    }
}

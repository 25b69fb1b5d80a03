import TestSupport
import Testing
import TraceQuery

/// Instants as RFC 3339 writes them.
@Suite struct TimestampTests {
    @Test(
        "Dates, fractions and offsets count in nanoseconds since 1970",
        arguments: [
            ("1970-01-01T00:00:00Z", 0), ("1969-12-31T23:59:59.999999999Z", -1), ("2000-02-29T12:00:00Z", 951_825_600_000_000_000),
            ("2024-05-01T14:30:00+02:00", 1_714_566_600_000_000_000), ("2024-05-01 07:00:00.25-05:30", 1_714_566_600_250_000_000),
            ("2016-12-31t23:59:60z", 1_483_228_800_000_000_000), ("2024-05-01T12:30:00.1234567899Z", 1_714_566_600_123_456_789),
            ("2262-04-11T23:47:16.854775807Z", .max), ("1900-03-01T00:00:00Z", -2_203_891_200_000_000_000),
        ] as [(String, Int64)])
    func reads(text: String, nanoseconds: Int64) {
        #expect(Timestamp.nanoseconds(text) == nanoseconds)
    }

    @Test(
        "What no calendar or clock shows is refused",
        arguments: [
            "", "2024", "2024-05-01", "2024-05-01T12:00:00", "2024-13-01T00:00:00Z", "2024-00-01T00:00:00Z", "2023-02-29T00:00:00Z",
            "1900-02-29T00:00:00Z", "2024-04-31T00:00:00Z", "2024-05-00T00:00:00Z", "2024-05-01T24:00:00Z", "2024-05-01T00:60:00Z",
            "2024-05-01T00:00:61Z", "2024-05-01T00:00:00.Z", "2024-05-01T00:00:00Zx", "2024-05-01T00:00:00+2:00", "2024-5-1T00:00:00Z",
            "2263-01-01T00:00:00Z", "0000-01-01T00:00:00Z", "2024-05-01T00:00:00+24:00", "２024-05-01T00:00:00Z",
        ])
    func refuses(text: String) {
        #expect(Timestamp.nanoseconds(text) == nil)
    }

    @Test("What is written is read back exactly, at any instant")
    func roundTrip() {
        var random = SeededGenerator(seed: 3)
        #expect(Timestamp.text(0) == "1970-01-01T00:00:00Z")
        #expect(Timestamp.text(-1) == "1969-12-31T23:59:59.999999999Z")
        for _ in 0..<2_000 {
            let instant = Int64.random(in: .min + 1_000_000_000 ... .max, using: &random)
            #expect(Timestamp.nanoseconds(Timestamp.text(instant)) == instant)
        }
    }
}

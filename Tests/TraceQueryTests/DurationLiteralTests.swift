import Testing
import TraceQuery

/// Durations as Go reads them.
@Suite struct DurationLiteralTests {
    @Test(
        "Units, decimals and chains count in nanoseconds",
        arguments: [
            ("0", 0), ("+0", 0), ("1ns", 1), ("1us", 1_000), ("1µs", 1_000), ("1μs", 1_000), ("250ms", 250_000_000),
            ("1.5s", 1_500_000_000),
            ("1m30s", 90_000_000_000), ("2h45m", 9_900_000_000_000), (".5s", 500_000_000), ("1.s", 1_000_000_000), ("-2ms", -2_000_000),
            ("0.000000001s", 1), ("1.9ns", 1), ("0.333333333333333333333h", 1_199_999_999_999), ("9223372036854775807ns", .max),
        ] as [(String, Int64)])
    func reads(text: String, nanoseconds: Int64) throws {
        #expect(try DurationLiteral.nanoseconds(text) == nanoseconds)
    }

    @Test(
        "What is no duration says why",
        arguments: [
            ("", .empty), ("-", .notANumber), ("x", .notANumber), (".s", .notANumber), ("1s x", .unknownUnit), ("1", .missingUnit),
            ("1.5", .missingUnit), ("1s5", .missingUnit), ("3d", .unknownUnit), ("3 s", .unknownUnit), ("1S", .unknownUnit),
            ("9223372036854775808ns", .outOfRange), ("99999999999999999999999s", .outOfRange), ("2562048h", .outOfRange),
            ("2562047h48m", .outOfRange), ("--1s", .notANumber),
        ] as [(String, DurationLiteral.Problem)])
    func refuses(text: String, problem: DurationLiteral.Problem) {
        #expect(throws: problem) { try DurationLiteral.nanoseconds(text) }
    }

    @Test(
        "A duration is written in the largest unit without a fraction",
        arguments: [(0, "0s"), (1_500_000_000, "1500ms"), (7_200_000_000_000, "2h"), (90_000_000_000, "90s"), (-1_001, "-1001ns")]
            as [(Int64, String)])
    func writes(nanoseconds: Int64, text: String) throws {
        #expect(DurationLiteral.text(nanoseconds) == text)
        #expect(try DurationLiteral.nanoseconds(text) == nanoseconds)
    }
}

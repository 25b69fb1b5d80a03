import TestSupport
import Testing
import TraceModel
import TraceQuery

@testable import TraceSources

@Suite struct JaegerSearchTests {
    private static let filter: TraceFilter = {
        var filter = TraceFilter()
        filter.operation = "GET /a"
        filter.tags = [.init(key: "http.status_code", value: "500"), .init(key: "q", value: "a\"b/ü")]
        filter.errorsOnly = true
        filter.start = 1_700_000_000_000_001_999
        filter.end = 1_700_000_001_000_000_001
        filter.minSpanDuration = 1_500_000
        filter.maxSpanDuration = 2_000_000_000
        filter.minDuration = 9
        return filter
    }()

    @Test func `the older interface is asked in microseconds, rounded outwards`() throws {
        let search = JaegerSearch(Self.filter, service: "shop & co", limit: 0, now: 0, lookback: 0)
        #expect(
            search.path(.legacy) == "/api/traces?service=shop%20%26%20co&operation=GET%20%2Fa&start=1700000000000001&end=1700000001000001"
                + "&minDuration=1500000ns&maxDuration=2000000000ns&limit=1"
                + "&tags=%7B%22error%22%3A%22true%22%2C%22http.status_code%22%3A%22500%22%2C%22q%22%3A%22a%5C%22b%2F%C3%BC%22%7D")
    }

    @Test func `the newer interface is asked in nanoseconds, each name in every spelling that some version wants`() throws {
        let search = JaegerSearch(Self.filter, service: "shop & co", limit: 7, now: 0, lookback: 0)
        let target = RequestTarget(search.path(.v3))
        #expect(target.segments == ["api", "v3", "traces"])
        for (names, value) in [
            (["serviceName", "service_name"], "shop & co"), (["operationName", "operation_name"], "GET /a"),
            (["startTimeMin", "start_time_min"], "2023-11-14T22:13:20.000001999Z"),
            (["startTimeMax", "start_time_max"], "2023-11-14T22:13:21.000000001Z"), (["durationMin", "duration_min"], "1500000ns"),
            (["durationMax", "duration_max"], "2000000000ns"), (["searchDepth", "search_depth", "num_traces"], "7"),
            (["attributes"], #"{"error":"true","http.status_code":"500","q":"a\"b/ü"}"#),
        ] {
            for name in names { #expect(target.values(of: "query." + name) == [value]) }
        }
        #expect(target.query.count == 16)
    }

    @Test func `a lookback is always translated into a start and an end`() throws {
        let hour: Int64 = 3_600_000_000_000
        let byDefault = JaegerSearch(TraceFilter(), service: "s", limit: 20, now: 2 * hour, lookback: hour)
        #expect(byDefault.path(.legacy) == "/api/traces?service=s&start=3600000000&end=7200000000&limit=20")
        var filter = TraceFilter()
        filter.lookback = hour / 2
        let own = JaegerSearch(filter, service: "s", limit: 20, now: 2 * hour, lookback: hour)
        #expect(own.start == hour * 3 / 2 && own.end == 2 * hour)
        #expect(!own.path(.legacy).contains("lookback") && !own.path(.v3).contains("lookback"))
        filter.end = hour
        #expect(JaegerSearch(filter, service: "s", limit: 20, now: 2 * hour, lookback: hour).start == hour / 2)
        filter.lookback = .max
        #expect(JaegerSearch(filter, service: "s", limit: 20, now: 2 * hour, lookback: hour).start == 0)
    }

    @Test func `times are written as RFC 3339 has them`() {
        let expected: [(Int64, String)] = [
            (0, "1970-01-01T00:00:00Z"), (-1, "1969-12-31T23:59:59.999999999Z"), (951_782_400_000_000_000, "2000-02-29T00:00:00Z"),
            (1_709_251_199_000_000_010, "2024-02-29T23:59:59.000000010Z"), (.max, "2262-04-11T23:47:16.854775807Z"),
            (.min, "1677-09-21T00:12:43.145224192Z"), (4_107_542_400_000_000_000, "2100-03-01T00:00:00Z"),
        ]
        for (nanoseconds, text) in expected { #expect(RFC3339.text(nanoseconds) == text) }
    }

    @Test func `a time without extent is given one for the newer interface, which refuses it otherwise`() {
        let target = RequestTarget(JaegerSearch(service: "s", start: 5, end: 5).path(.v3))
        #expect(target.values(of: "query.startTimeMax") == ["1970-01-01T00:00:00.000000006Z"])
        _ = JaegerSearch(service: "s", start: .max, end: .max).path(.v3)
    }
}

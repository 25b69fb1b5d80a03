import Foundation
import TestSupport
import TraceModel
import TraceQuery

@testable import TraceSources

/// A request that was put to a real server, as a question that ours can put too.
enum RecordedQuestion {
    case search(JaegerSearch, JaegerFamily)
    case summaries(JaegerSearch)
    case trace(id: String, JaegerFamily)
    case services(JaegerFamily)
    case operations(service: String, JaegerFamily)
    case dependencies(end: Int64, lookback: Int64, service: String?)

    /// Nil for what we never ask: other methods, paths and parameters, and values that a server refuses.
    init?(_ entry: Recordings.Entry) {
        guard entry.method == "GET" else { return nil }
        let target = entry.target
        func first(_ name: String) -> String? { target.values(of: name).first }
        switch target.segments {
        case ["api", "services"]: self = .services(.legacy)
        case ["api", "v3", "services"]: self = .services(.v3)
        case ["api", "operations"] where target.query.map(\.name) == ["service"]:
            self = .operations(service: target.query[0].value, .legacy)
        case ["api", "v3", "operations"] where target.query.map(\.name) == ["service"]:
            self = .operations(service: target.query[0].value, .v3)
        case ["api", "dependencies"]:
            guard let end = first("endTs").flatMap({ Int64($0) }), let back = first("lookback").flatMap({ Int64($0) }) else { return nil }
            self = .dependencies(end: end * 1_000_000, lookback: back * 1_000_000, service: first("service"))
        case ["api", "traces"]:
            guard let search = Self.search(target) else { return nil }
            self = .search(search, .legacy)
        case ["api", "v3", "traces"], ["api", "v3", "trace-summaries"]:
            guard let search = Self.newerSearch(target) else { return nil }
            self = target.segments.last == "traces" ? .search(search, .v3) : .summaries(search)
        case let path where path.dropLast() == ["api", "traces"] && target.query.isEmpty:
            // Servers refuse an id with dashes, which we leave out before we ask.
            guard let id = path.last, !id.isEmpty, !id.contains("-") else { return nil }
            self = .trace(id: id, .legacy)
        case let path where path.dropLast() == ["api", "v3", "traces"] && target.query.isEmpty:
            self = .trace(id: path.last ?? "", .v3)
        default: return nil
        }
    }

    private static func search(_ target: RequestTarget) -> JaegerSearch? {
        let known: Set = ["service", "operation", "start", "end", "limit", "minDuration", "maxDuration", "tag", "tags"]
        func first(_ name: String) -> String? { target.values(of: name).first }
        func microseconds(_ name: String) -> Int64? { first(name).flatMap { Int64($0) }.map { $0 * 1000 } }
        guard Set(target.query.map(\.name)).isSubset(of: known), let service = first("service"), let start = microseconds("start"),
            let end = microseconds("end"), let limit = first("limit").flatMap({ Int32($0) }), limit > 0
        else { return nil }
        var search = JaegerSearch(service: service, start: start, end: end, limit: Int(limit))
        search.operation = first("operation")
        for (name, path) in [("minDuration", \JaegerSearch.minSpanDuration), ("maxDuration", \.maxSpanDuration)] {
            guard let text = first(name) else { continue }
            guard let nanoseconds = NormalTarget.nanoseconds(text) else { return nil }
            search[keyPath: path] = nanoseconds
        }
        guard let tags = NormalTarget.tags(of: target) else { return nil }
        search.tags = tags.sorted { $0.key < $1.key }.map { TraceFilter.Tag(key: $0.key, value: $0.value) }
        return search
    }

    private static func newerSearch(_ target: RequestTarget) -> JaegerSearch? {
        func time(_ name: String) -> Int64? {
            target.values(of: name).first.flatMap { try? Date($0, strategy: .iso8601) }.map {
                Int64($0.timeIntervalSince1970) * 1_000_000_000
            }
        }
        guard let start = time("query.start_time_min"), let end = time("query.start_time_max") else { return nil }
        let limit = target.values(of: "query.search_depth").first.flatMap { Int($0) } ?? 0
        return JaegerSearch(service: target.values(of: "query.service_name").first, start: start, end: end, limit: limit)
    }
}

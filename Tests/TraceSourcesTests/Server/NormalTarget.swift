import Foundation
import TestSupport

/// Path and query in the one form that all spellings of the same question have, as servers understand them.
struct NormalTarget: Hashable {
    let segments: [String]
    let query: [String: String]

    init(_ target: RequestTarget) {
        segments = target.segments
        var query: [String: String] = [:]
        for item in target.query {
            let name = Self.name(item.name)
            switch name {
            case "tag", "tags": break
            // A value that is spelled twice must be the same both times.
            case "minDuration", "maxDuration", "query.duration_min", "query.duration_max":
                Self.add(Self.nanoseconds(item.value).map { "\($0)" } ?? item.value, name, &query)
            default: Self.add(item.value, name, &query)
            }
        }
        let tags = Self.tags(of: target) ?? ["": "unreadable"]
        for (key, value) in tags { query["tag " + key] = value }
        self.query = query
    }

    private static func add(_ value: String, _ name: String, _ query: inout [String: String]) {
        query[name] = query[name].map { $0 == value ? value : $0 + " or " + value } ?? value
    }

    /// The older spelling of a name of the newer interface.
    private static func name(_ name: String) -> String {
        if name == "query.num_traces" { return "query.search_depth" }
        guard name.hasPrefix("query.") else { return name }
        return name.map { $0.isUppercase ? "_" + $0.lowercased() : String($0) }.joined()
    }

    /// All tags of the older interface, in whichever way they are given; nil when a server would refuse one.
    static func tags(of target: RequestTarget) -> [String: String]? {
        var tags: [String: String] = [:]
        for text in target.values(of: "tags") {
            guard let more = try? JSONDecoder().decode([String: String].self, from: Data(text.utf8)) else { return nil }
            tags.merge(more) { $1 }
        }
        for text in target.values(of: "tag") {
            let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
            guard parts.count == 2 else { return nil }
            tags[parts[0]] = parts[1]
        }
        return tags
    }

    /// A duration with one number and one unit.
    static func nanoseconds(_ text: String) -> Int64? {
        let digits = text.prefix { $0.isNumber || $0 == "." }
        let units: [String: Double] = ["ns": 1, "us": 1e3, "µs": 1e3, "ms": 1e6, "s": 1e9]
        guard let number = Double(digits), let unit = units[String(text.dropFirst(digits.count))] else { return nil }
        return Int64(number * unit)
    }
}

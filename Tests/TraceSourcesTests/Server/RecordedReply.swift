import Foundation
import TestSupport

/// What a recorded reply says, by Foundation's reading of it.
struct RecordedReply {
    private let object: [String: Any]

    init(_ recordings: Recordings, _ name: String) throws {
        let body = try recordings.reply(named: name).body
        object = (try? JSONSerialization.jsonObject(with: Data(body))) as? [String: Any] ?? [:]
    }

    /// The traces of the older interface.
    var traces: [[String: Any]] { object["data"] as? [[String: Any]] ?? [] }

    /// How many spans there are, in either form.
    var spans: Int {
        if let result = object["result"] as? [String: Any] { return Self.otlpSpans(result).count }
        return traces.reduce(0) { $0 + Self.objects($1, "spans").count }
    }

    /// The ids of all traces, without leading zeros.
    var ids: Set<String> {
        let texts =
            (object["result"] as? [String: Any]).map { Self.otlpSpans($0).compactMap { $0["traceId"] as? String } }
            ?? traces.compactMap { $0["traceID"] as? String }
        return Set(texts.map { String($0.drop { $0 == "0" }) })
    }

    /// A list of texts under a key.
    func texts(_ key: String) -> Set<String> { Set(object[key] as? [String] ?? []) }

    /// A list of objects under a key.
    func objects(_ key: String) -> [[String: Any]] { Self.objects(object, key) }

    /// What went wrong, in either form.
    var message: String? {
        if let error = object["error"] as? [String: Any] { return error["message"] as? String }
        return objects("errors").first?["msg"] as? String
    }

    static func objects(_ object: [String: Any], _ key: String) -> [[String: Any]] { object[key] as? [[String: Any]] ?? [] }

    private static func otlpSpans(_ result: [String: Any]) -> [[String: Any]] {
        objects(result, "resourceSpans").flatMap { objects($0, "scopeSpans") }.flatMap { objects($0, "spans") }
    }
}

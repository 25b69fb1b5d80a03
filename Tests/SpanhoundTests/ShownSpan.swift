import Foundation
import TestSupport
import Testing

/// A span as `show --json` prints it, less what formats say in different words: where a fact stands, and which type it has.
struct ShownSpan: Equatable {
    private let facts: [String: String]
    private let attributes: Set<String>
    private let events: [String]
    private let links: [String]

    /// The spans of the slowest trace, in display order.
    static func all(_ path: String) throws -> [ShownSpan] {
        let run = try Binary.run("show", "--json", path)
        #expect(run.status == 0, "\(run.errors)")
        return try Answer(run.output).objects("spans").map(ShownSpan.init)
    }

    private init(_ span: [String: Any]) throws {
        let names = [
            "spanID", "parentSpanID", "treeParentID", "service", "operation", "kind", "error", "depth", "startOffsetNano", "durationNano",
            "selfTimeNano",
        ]
        facts = Dictionary(uniqueKeysWithValues: names.map { ($0, "\(span[$0] ?? "absent")") })
        // Zipkin has one place for what the span and what its resource says.
        attributes = Self.texts(span["attributes"]).union(Self.texts(span["resource"]))
        events = try #require(span["events"] as? [[String: Any]]).map {
            "\($0["offsetNano"] ?? "") \($0["name"] ?? "") " + Self.texts($0["attributes"]).sorted().joined(separator: " ")
        }
        links = try #require(span["links"] as? [[String: Any]]).map { "\($0["traceID"] ?? "") \($0["spanID"] ?? "")" }
    }

    /// Keys that say again what stands among the facts, or is the event's name.
    private static let repetitions: Set<String> = ["span.kind", "error", "otel.status_code", "event"]

    private static func texts(_ attributes: Any?) -> Set<String> {
        Set(
            (attributes as? [[String: Any]] ?? []).compactMap { attribute in
                guard let key = attribute["key"] as? String, !repetitions.contains(key) else { return nil }
                return "\(key)=\(text(attribute["value"]))"
            })
    }

    private static func text(_ value: Any?) -> String {
        guard let number = value as? NSNumber else { return "\(value ?? "null")" }
        // A truth value is a number of one byte there.
        return String(cString: number.objCType) == "c" ? "\(number.boolValue)" : "\(number)"
    }
}

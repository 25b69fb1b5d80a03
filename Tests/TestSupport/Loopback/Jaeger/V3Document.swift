import Foundation

/// Traces as the newer interface tells them, made of the older one's: OTLP's shape, ids in hexadecimal digits, numbers of 64 bits as text,
/// what is empty left out.
enum V3Document {
    /// The reply to a search or a fetch: all traces in one list, as servers send it.
    static func traces(_ traces: [StoredTrace]) throws -> [UInt8] {
        let parts = try traces.flatMap(resourceSpans)
        return Array(#"{"result":{"resourceSpans":["#.utf8) + list(parts) + Array("]}}".utf8)
    }

    /// The reply to a search for summaries.
    static func summaries(_ traces: [StoredTrace]) throws -> [UInt8] {
        try bytes(["summaries": traces.map(summary)])
    }

    private static func bytes(_ object: [String: Any]) throws -> [UInt8] {
        [UInt8](try JSONSerialization.data(withJSONObject: object, options: [.sortedKeys, .withoutEscapingSlashes]))
    }

    /// Each process of a trace with its spans, put together span by span: an object of all would take gigabytes.
    private static func resourceSpans(_ trace: StoredTrace) throws -> [[UInt8]] {
        try Dictionary(grouping: trace.spans, by: \.processID).sorted { $0.key < $1.key }.map { id, spans in
            let process = trace.processes[id]
            let name = StoredTrace.Tag(key: "service.name", type: "string", value: .string(process?.serviceName ?? ""))
            let scopes = Dictionary(grouping: spans) { [text("otel.scope.name", of: $0), text("otel.scope.version", of: $0)] }
            let parts = try scopes.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map { scope, spans in
                let head = try bytes(filled(["name": scope[0], "version": scope[1]]))
                return try Array(#"{"scope":"#.utf8) + head + Array(#","spans":["#.utf8)
                    + list(spans.map { try bytes(span($0, of: trace)) })
                    + Array("]}".utf8)
            }
            let resource = try bytes(["attributes": attributes((process?.tags ?? []) + [name])])
            return Array(#"{"resource":"#.utf8) + resource + Array(#","scopeSpans":["#.utf8) + list(parts) + Array("]}".utf8)
        }
    }

    private static func list(_ parts: [[UInt8]]) -> [UInt8] { Array(parts.joined(separator: [UInt8(ascii: ",")])) }

    private static func span(_ span: StoredTrace.Span, of trace: StoredTrace) -> [String: Any] {
        let told: Set = [
            "otel.scope.name", "otel.scope.version", "span.kind", "otel.status_code", "otel.status_description", "w3c.tracestate",
        ]
        let references = (span.references ?? []).filter { $0.spanID != span.parent?.spanID || $0.refType != "CHILD_OF" }
        var object: [String: Any] = [
            "traceId": padded(trace.traceID, to: 32), "spanId": padded(span.spanID, to: 16), "name": span.operationName, "flags": 1,
            "startTimeUnixNano": "\(span.startTime)000", "endTimeUnixNano": "\((span.startTime + span.duration) * 1000)",
            "status": status(of: span),
        ]
        let kinds = ["", "internal", "server", "client", "producer", "consumer"]
        object["kind"] = kinds.firstIndex(of: text("span.kind", of: span)).flatMap { $0 == 0 ? nil : $0 }
        object["parentSpanId"] = span.parent.map { padded($0.spanID, to: 16) }
        object["traceState"] = span.tags.first { $0.key == "w3c.tracestate" }?.value.text
        object["attributes"] = attributes(span.tags.filter { !told.contains($0.key) }) + warnings(span.warnings)
        object["events"] = (span.logs ?? []).map(event)
        object["links"] = references.map { ["traceId": padded($0.traceID, to: 32), "spanId": padded($0.spanID, to: 16)] }
        return filled(object)
    }

    private static func status(of span: StoredTrace.Span) -> [String: Any] {
        var status: [String: Any] = ["message": text("otel.status_description", of: span)]
        status["code"] = ["OK": 1, "ERROR": 2][text("otel.status_code", of: span)]
        return filled(status)
    }

    private static func event(_ log: StoredTrace.Log) -> [String: Any] {
        let name = log.fields.firstIndex { $0.key == "event" }
        let rest = log.fields.enumerated().filter { $0.offset != name }.map(\.element)
        return filled([
            "timeUnixNano": "\(log.timestamp)000", "name": name.map { log.fields[$0].value.text } ?? "", "attributes": attributes(rest),
        ])
    }

    private static func summary(_ trace: StoredTrace) -> [String: Any] {
        let ids = Set(trace.spans.map(\.spanID))
        let root = trace.spans.first { $0.parent == nil }
        let services = Dictionary(grouping: trace.spans, by: trace.service(of:)).sorted { $0.key < $1.key }
        return filled([
            "traceId": padded(trace.traceID, to: 32), "rootServiceName": root.map(trace.service(of:)) ?? "",
            "rootOperationName": root?.operationName ?? "", "minStartTimeUnixNano": "\((trace.spans.map(\.startTime).min() ?? 0) * 1000)",
            "maxEndTimeUnixNano": "\((trace.spans.map { $0.startTime + $0.duration }.max() ?? 0) * 1000)", "spanCount": trace.spans.count,
            "errorSpanCount": trace.spans.count(where: \.isError),
            "orphanSpanCount": trace.spans.count { span in span.parent.map { !ids.contains($0.spanID) } ?? false },
            "services": services.map { name, spans in
                filled(["name": name, "spanCount": spans.count, "errorSpanCount": spans.count(where: \.isError)])
            },
        ])
    }

    private static func warnings(_ warnings: [String]?) -> [[String: Any]] {
        guard let warnings, !warnings.isEmpty else { return [] }
        return [["key": "@jaeger@warnings", "value": ["arrayValue": ["values": warnings.map { ["stringValue": $0] }]]]]
    }

    private static func attributes(_ tags: [StoredTrace.Tag]) -> [[String: Any]] {
        tags.map { ["key": $0.key, "value": value($0)] }
    }

    private static func value(_ tag: StoredTrace.Tag) -> [String: Any] {
        switch (tag.type, tag.value) {
        case ("int64", _): ["intValue": tag.value.text]
        case ("binary", _): ["bytesValue": tag.value.text]
        case (_, .bool(let bool)): ["boolValue": bool]
        case (_, .double(let number)): ["doubleValue": number]
        case (_, .integer(let number)): ["doubleValue": number]
        case (_, .string(let text)): ["stringValue": text]
        }
    }

    private static func text(_ key: String, of span: StoredTrace.Span) -> String { span.tags.first { $0.key == key }?.value.text ?? "" }

    private static func padded(_ id: String, to count: Int) -> String { String(repeating: "0", count: max(0, count - id.count)) + id }

    /// Without what is empty or zero; a status and a body's lists stay.
    private static func filled(_ object: [String: Any]) -> [String: Any] {
        object.filter { key, value in
            if key == "status" { return true }
            switch value {
            case let text as String: return !text.isEmpty
            case let number as Int: return number != 0
            case let list as [Any]: return !list.isEmpty
            default: return true
            }
        }
    }
}

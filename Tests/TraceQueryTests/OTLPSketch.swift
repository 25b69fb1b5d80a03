import Foundation
import TestSupport
import TraceModel

/// The spans of a small OTLP JSON file, read with Foundation: names, times, attributes, events.
enum OTLPSketch {
    private typealias Object = [String: Any]

    static func spans(of url: URL) throws -> [SketchedSpan] {
        let file = try JSONSerialization.jsonObject(with: Data(contentsOf: url)) as? Object ?? [:]
        var spans: [SketchedSpan] = []
        for group in file["resourceSpans"] as? [Object] ?? [] {
            let resource = attributes(of: group["resource"] as? Object ?? [:])
            for scope in group["scopeSpans"] as? [Object] ?? [] {
                for span in scope["spans"] as? [Object] ?? [] { spans.append(sketch(span, resource)) }
            }
        }
        return spans
    }

    private static func sketch(_ span: Object, _ resource: [(key: String, value: AttributeValue)]) -> SketchedSpan {
        SketchedSpan(SpanID(hex: span["spanId"] as? String ?? "")?.rawValue ?? 0) {
            $0.trace = TraceID(hex: span["traceId"] as? String ?? "")?.low ?? 0
            $0.parent = SpanID(hex: span["parentSpanId"] as? String ?? "")?.rawValue ?? 0
            $0.name = span["name"] as? String ?? ""
            $0.service = resource.first { $0.key == "service.name" }?.value.text
            $0.resource = resource.map { ($0.key, $0.value.text) }
            let start = Int64(span["startTimeUnixNano"] as? String ?? "") ?? 0
            $0.start = start
            $0.duration = (Int64(span["endTimeUnixNano"] as? String ?? "") ?? start) - start
            $0.attributes = attributes(of: span)
            $0.events = (span["events"] as? [Object] ?? []).map { .init(time: start, attributes(of: $0)) }
        }
    }

    private static func attributes(of object: Object) -> [(key: String, value: AttributeValue)] {
        (object["attributes"] as? [Object] ?? []).map { pair in
            let value = pair["value"] as? Object ?? [:]
            let whole = (value["intValue"] as? String).flatMap { Int64($0) }.map { AttributeValue.int64($0) }
            return (pair["key"] as? String ?? "", whole ?? self.value(json: value.values.first ?? NSNull()))
        }
    }

    /// A plain JSON value; truth values are told from numbers by their type.
    static func value(json: Any) -> AttributeValue {
        switch json {
        case let text as String: .string(text)
        case let number as NSNumber where isTruth(number): .bool(number.boolValue)
        case let number as NSNumber: Int64(exactly: number.doubleValue).map { .int64($0) } ?? .double(number.doubleValue)
        default: .null
        }
    }

    private static func isTruth(_ number: NSNumber) -> Bool { String(cString: number.objCType) == "c" }
}

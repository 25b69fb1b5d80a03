import TraceModel

/// The newer interface's list of services: an object that names them, or one without anything.
struct JaegerV3Services: Decodable {
    let services: [String]

    init(from decoder: any Decoder) throws { services = try decoder.theOnly("services") }
}

/// The newer interface's list of operations: an object that names them, or one without anything.
struct JaegerV3Operations: Decodable {
    let operations: [ServerOperation]

    init(from decoder: any Decoder) throws { operations = try decoder.theOnly("operations") }
}

/// The newer interface's list of traces without their spans.
struct JaegerV3Summaries: Decodable {
    let summaries: [TraceSummary]

    init(from decoder: any Decoder) throws {
        let entries: [JaegerV3Summary] = try decoder.theOnly("summaries")
        summaries = entries.map(\.summary)
    }
}

/// The newer interface's traces, of which only whether there are any is of interest.
struct JaegerV3Traces: Decodable {
    /// Whether it is an answer without any.
    let isEmpty: Bool
    /// Whether it is an answer at all.
    let isResult: Bool

    private struct Result: Decodable { let resourceSpans: [AnyJSON]? }

    init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: AnyKey.self)
        let result = try fields.decodeIfPresent(Result.self, forKey: AnyKey("result"))
        isResult = result != nil
        isEmpty = fields.allKeys.allSatisfy { $0.stringValue == "result" } && (result?.resourceSpans?.isEmpty ?? true)
    }
}

/// One trace of a list of summaries.
///
/// What is empty or 0 is left out; an early version wrote `traceID`.
private struct JaegerV3Summary: Decodable {
    let summary: TraceSummary

    init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: AnyKey.self)
        let text = try fields.text("traceId") ?? fields.text("traceID") ?? ""
        guard let id = TraceID(hex: text) else {
            throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: "no trace id"))
        }
        summary = TraceSummary(
            id: id, rootService: try fields.text("rootServiceName") ?? "", rootOperation: try fields.text("rootOperationName") ?? "",
            start: try fields.integer("minStartTimeUnixNano"), end: try fields.integer("maxEndTimeUnixNano"),
            spanCount: try fields.count("spanCount"), errorSpans: try fields.count("errorSpanCount"),
            orphanSpans: try fields.count("orphanSpanCount"),
            services: try fields.decodeIfPresent([Part].self, forKey: AnyKey("services"))?.map(\.service) ?? [])
    }

    private struct Part: Decodable {
        let service: TraceSummary.Service

        init(from decoder: any Decoder) throws {
            let fields = try decoder.container(keyedBy: AnyKey.self)
            service = TraceSummary.Service(
                name: try fields.text("name") ?? "", spans: try fields.count("spanCount"), errorSpans: try fields.count("errorSpanCount"))
        }
    }
}

/// A key of any name.
private struct AnyKey: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(_ name: String) { stringValue = name }
    init?(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
}

extension Decoder {
    /// The list under a key of an object that has it, or has no key at all, as a message without content is written.
    fileprivate func theOnly<Element: Decodable>(_ name: String) throws -> [Element] {
        let fields = try container(keyedBy: AnyKey.self)
        if fields.contains(AnyKey(name)) { return try fields.decodeIfPresent([Element].self, forKey: AnyKey(name)) ?? [] }
        guard fields.allKeys.isEmpty else {
            throw DecodingError.keyNotFound(AnyKey(name), .init(codingPath: codingPath, debugDescription: "another object"))
        }
        return []
    }
}

extension KeyedDecodingContainer where Key == AnyKey {
    fileprivate func text(_ name: String) throws -> String? { try decodeIfPresent(String.self, forKey: AnyKey(name)) }

    /// A whole number, written as one or as text.
    fileprivate func integer(_ name: String) throws -> Int64? {
        if let text = try? decodeIfPresent(String.self, forKey: AnyKey(name)) { return Int64(text) }
        return try decodeIfPresent(Int64.self, forKey: AnyKey(name))
    }

    /// A number of things; 0 when it is left out.
    fileprivate func count(_ name: String) throws -> Int { try integer(name).map { Int(max(0, $0)) } ?? 0 }
}

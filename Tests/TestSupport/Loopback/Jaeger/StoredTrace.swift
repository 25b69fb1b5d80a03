import Foundation

/// A trace that a server has: the bytes in which it is told, and what is in them.
struct StoredTrace: Sendable, Decodable {
    /// A key with a value of some type.
    struct Tag: Sendable, Decodable {
        let key: String
        let type: String
        let value: StoredValue
    }

    struct Reference: Sendable, Decodable {
        let refType: String
        let traceID: String
        let spanID: String
    }

    struct Log: Sendable, Decodable {
        let timestamp: Int64
        let fields: [Tag]
    }

    struct Process: Sendable, Decodable {
        let serviceName: String
        let tags: [Tag]?
    }

    /// Times are microseconds.
    struct Span: Sendable, Decodable {
        let spanID: String
        let operationName: String
        let references: [Reference]?
        let startTime: Int64
        let duration: Int64
        let tags: [Tag]
        let logs: [Log]?
        let processID: String
        let warnings: [String]?

        var kind: String { tags.first { $0.key == "span.kind" }?.value.text ?? "internal" }
        var isError: Bool { tags.contains { $0.key == "error" && $0.value.text == "true" } }
        var parent: Reference? { references?.first { $0.refType == "CHILD_OF" } }
    }

    let traceID: String
    let spans: [Span]
    let processes: [String: Process]
    /// The trace as it is sent.
    private(set) var json: [UInt8] = []

    private enum CodingKeys: String, CodingKey { case traceID, spans, processes }

    /// Reads one trace of a reply.
    init(json: [UInt8]) throws {
        self = try JSONDecoder().decode(StoredTrace.self, from: Data(json))
        self.json = json
    }

    /// The id without what makes no difference: case and leading zeros.
    static func key(_ id: some StringProtocol) -> String {
        let digits = id.lowercased().drop { $0 == "0" }
        return digits.isEmpty ? "0" : String(digits)
    }

    /// The service of a span.
    func service(of span: Span) -> String { processes[span.processID]?.serviceName ?? "unknown-service" }
}

/// A tag's value.
enum StoredValue: Sendable, Decodable {
    case string(String)
    case bool(Bool)
    case integer(Int64)
    case double(Double)

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let text = try? container.decode(String.self) {
            self = .string(text)
        } else if let bool = try? container.decode(Bool.self) {
            self = .bool(bool)
        } else if let number = try? container.decode(Int64.self) {
            self = .integer(number)
        } else {
            self = .double(try container.decode(Double.self))
        }
    }

    /// The value as searches compare it.
    var text: String {
        switch self {
        case .string(let text): text
        case .bool(let bool): "\(bool)"
        case .integer(let number): "\(number)"
        case .double(let number): "\(number)"
        }
    }
}

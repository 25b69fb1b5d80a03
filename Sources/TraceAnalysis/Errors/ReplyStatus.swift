import TraceModel

/// A reply's code that tells of failure.
enum ReplyStatus: Equatable {
    /// An HTTP status of 400 or more.
    case http(Int)
    /// A gRPC status other than OK, by its name where it has one.
    case grpc(String)

    /// As a message: `HTTP 503`, `gRPC UNAVAILABLE`.
    var text: String {
        switch self {
        case .http(let code): "HTTP \(code)"
        case .grpc(let name): "gRPC \(name)"
        }
    }
}

/// Finds the codes among the attributes of spans, by their names in the present and in earlier conventions.
struct ReplyStatuses {
    private static let httpKeys = ["http.response.status_code", "http.status_code"]
    private static let grpcKeys = ["rpc.grpc.status_code", "rpc.response.status_code", "grpc.status_code", "grpc.code", "grpc.status"]
    private static let grpcNames = [
        "OK", "CANCELLED", "UNKNOWN", "INVALID_ARGUMENT", "DEADLINE_EXCEEDED", "NOT_FOUND", "ALREADY_EXISTS", "PERMISSION_DENIED",
        "RESOURCE_EXHAUSTED", "FAILED_PRECONDITION", "ABORTED", "OUT_OF_RANGE", "UNIMPLEMENTED", "INTERNAL", "UNAVAILABLE", "DATA_LOSS",
        "UNAUTHENTICATED",
    ]

    private let strings: Strings
    /// Keys that occur at all, in order of preference.
    private let httpKeys: [StringID], grpcKeys: [StringID]

    init(_ snapshot: Snapshot) {
        strings = snapshot.strings
        httpKeys = Self.httpKeys.compactMap { snapshot.strings.find($0) }
        grpcKeys = Self.grpcKeys.compactMap { snapshot.strings.find($0) }
    }

    /// Whether no span has any.
    var isEmpty: Bool { httpKeys.isEmpty && grpcKeys.isEmpty }

    /// What the span in row `offset` replied, if that tells of failure.
    ///
    /// - Complexity: O(attributes)
    func failure(_ chunk: SpanChunkView, _ offset: Int) -> ReplyStatus? {
        let rows = chunk.attributeRows(of: offset)
        if rows.isEmpty { return nil }
        let attributes = chunk.packedAttributes
        for key in httpKeys {
            guard let row = attributes.firstRow(of: key, in: rows) else { continue }
            if let code = number(attributes.value(row), attributes), code >= 400 { return .http(code) }
            break
        }
        for key in grpcKeys {
            guard let row = attributes.firstRow(of: key, in: rows) else { continue }
            return grpcFailure(attributes.value(row), attributes)
        }
        return nil
    }

    private func grpcFailure(_ value: PackedValue, _ attributes: PackedAttributes) -> ReplyStatus? {
        if let code = number(value, attributes) {
            return code == 0 ? nil : .grpc(Self.grpcNames.indices.contains(code) ? Self.grpcNames[code] : String(code))
        }
        guard let bytes = bytes(value, attributes), !bytes.isEmpty else { return nil }
        let name = String(decoding: bytes, as: UTF8.self)
        return name.uppercased() == "OK" ? nil : .grpc(name)
    }

    /// A number, or a text that is one.
    private func number(_ value: PackedValue, _ attributes: PackedAttributes) -> Int? {
        switch value {
        case .int64(let number): return Int(number)
        case .double(let number): return Int(exactly: number)
        default:
            guard let bytes = bytes(value, attributes), !bytes.isEmpty, bytes.count <= 9 else { return nil }
            return bytes.reduce(0 as Int?) { number, byte in
                guard let number, 0x30...0x39 ~= byte else { return nil }
                return number * 10 + Int(byte - 0x30)
            }
        }
    }

    private func bytes(_ value: PackedValue, _ attributes: PackedAttributes) -> UnsafeRawBufferPointer? {
        switch value {
        case .interned(let id): strings.bytes(id)
        case .text(let reference): attributes.text[reference]
        default: nil
        }
    }
}

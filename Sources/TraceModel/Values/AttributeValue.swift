/// A value with the type it was written with.
public enum AttributeValue: Equatable, Sendable {
    case string(String)
    case bool(Bool)
    case int64(Int64)
    case double(Double)
    case bytes([UInt8])
    /// An array or map, as the JSON text it was read as.
    case array(json: String)
    case map(json: String)
    case null

    /// The type's name as `show --json` prints it.
    public var typeName: String {
        switch self {
        case .string: "string"
        case .bool: "bool"
        case .int64: "int64"
        case .double: "double"
        case .bytes: "bytes"
        case .array: "array"
        case .map: "map"
        case .null: "null"
        }
    }

    /// The value as text, the form in which filters compare it: `true`, `-7`, `0.5`, base64 for bytes.
    ///
    /// - Complexity: O(length)
    public var text: String {
        switch self {
        case .string(let text): text
        case .bool(let value): value ? "true" : "false"
        case .int64(let value): String(value)
        case .double(let value): Self.text(of: value)
        case .bytes(let bytes): Base64.encode(bytes)
        case .array(let json), .map(let json): json
        case .null: "null"
        }
    }

    private static func text(of value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value < 0 ? "-Infinity" : "Infinity" }
        if let whole = Int64(exactly: value), abs(value) < 1e15 { return String(whole) }
        return value.description
    }
}

/// How a value lies in an attribute table: the top four bits beside the key.
@usableFromInline enum StoredType: UInt32, Sendable {
    /// A row of the string table.
    case interned
    case int64, double, bool
    /// A reference into the text arena.
    case text
    case bytes, array, map, null
}

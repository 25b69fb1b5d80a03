/// Typed key-value pairs in two columns, as long as there are pairs.
///
/// The key column holds a ``StringID`` in 28 bits and the value's type in the upper four; the value column holds a
/// number, a string row or a ``TextReference``. Twelve bytes a pair.
final class AttributeTable: Sendable {
    let keys = Column<UInt32>()
    let values = Column<UInt64>()

    var count: Int { keys.count }

    @inline(__always)
    func append(_ key: StringID, _ type: StoredType, _ value: UInt64) {
        keys.append(key.rawValue | type.rawValue << 28)
        values.append(value)
    }

    var view: AttributeTableView { AttributeTableView(keys: keys.view, values: values.view) }
}

/// A reader's hold on an ``AttributeTable``.
struct AttributeTableView: Sendable {
    let keys: ColumnView<UInt32>
    let values: ColumnView<UInt64>
}

/// One key-value pair of a span, event, link or resource.
public struct Attribute: Sendable {
    let snapshot: Snapshot
    let text: TextArenaView?
    let packedKey: UInt32
    let packedValue: UInt64

    /// The key's row of the string table.
    public var keyID: StringID { StringID(packedKey & 0x0fff_ffff) }
    /// The key.
    public var key: String { snapshot.strings[keyID] }

    private var type: StoredType { StoredType(rawValue: packedKey >> 28) ?? .null }

    /// The value's row of the string table, when it is an interned string; equal ids are equal strings, but a long or
    /// rare string has none, so compare ``utf8`` when this is nil.
    public var valueID: StringID? { type == .interned ? StringID(UInt32(truncatingIfNeeded: packedValue)) : nil }

    /// The value's bytes when it is a string (interned or not), or the JSON of an array or map; nil for numbers and bools.
    public var utf8: UnsafeRawBufferPointer? {
        switch type {
        case .interned: snapshot.strings.bytes(StringID(UInt32(truncatingIfNeeded: packedValue)))
        case .text, .array, .map: longValue
        default: nil
        }
    }

    /// The value with its type.
    ///
    /// - Complexity: O(length)
    public var value: AttributeValue {
        switch type {
        case .interned, .text: .string(string)
        case .int64: .int64(Int64(bitPattern: packedValue))
        case .double: .double(Double(bitPattern: packedValue))
        case .bool: .bool(packedValue != 0)
        case .bytes: .bytes(Array(longValue))
        case .array: .array(json: string)
        case .map: .map(json: string)
        case .null: .null
        }
    }

    /// The bytes of a value that is not interned: in the arena, or where there is none, as with resources, in the string table.
    private var longValue: UnsafeRawBufferPointer {
        text?[TextReference(rawValue: packedValue)] ?? snapshot.strings.bytes(StringID(UInt32(truncatingIfNeeded: packedValue)))
    }

    private var string: String { utf8.map { String(decoding: $0, as: UTF8.self) } ?? "" }
}

/// The attributes of one span, event or resource, in the order they were read.
public struct AttributeList: RandomAccessCollection, Sendable {
    let snapshot: Snapshot
    let table: AttributeTableView
    let text: TextArenaView?
    let range: Range<Int>

    /// Always 0.
    public var startIndex: Int { 0 }
    /// The number of attributes.
    public var endIndex: Int { range.count }

    /// One attribute.
    public subscript(index: Int) -> Attribute {
        let row = range.lowerBound + index
        return Attribute(snapshot: snapshot, text: text, packedKey: table.keys[row], packedValue: table.values[row])
    }

    /// The first value under `key`.
    ///
    /// - Complexity: O(attributes)
    public subscript(key: StringID) -> AttributeValue? { first { $0.keyID == key }?.value }

    /// The first value under `key`.
    ///
    /// - Complexity: O(attributes)
    public subscript(key: String) -> AttributeValue? { snapshot.strings.find(key).flatMap { self[$0] } }
}

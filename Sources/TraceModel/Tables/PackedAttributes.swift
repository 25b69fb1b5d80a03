/// Attributes as they lie in their columns, for loops that look at millions of them without making a cursor for each.
///
/// Rows are those of one chunk; ``SpanChunkView/attributeRows(of:)`` tells which belong to a span.
public struct PackedAttributes: Sendable {
    @usableFromInline let keys: ColumnView<UInt32>
    @usableFromInline let values: ColumnView<UInt64>
    /// What the ``TextReference``s among the values point into.
    public let text: TextArenaView

    /// The key's row of the string table.
    @inlinable @inline(__always)
    public func keyID(_ row: Int) -> StringID { StringID(keys[row] & 0x0fff_ffff) }

    /// The first of some rows with a key; rows are looked at within one block of the column at a time.
    ///
    /// - Complexity: O(rows)
    @inlinable @inline(__always)
    public func firstRow(of key: StringID, in rows: Range<Int>) -> Int? {
        var row = rows.lowerBound
        while row < rows.upperBound {
            let block = keys.block(of: row), base = row - block.offset
            let end = min(rows.upperBound - base, Column<UInt32>.blockRows)
            for offset in block.offset..<end where block.rows[offset] & 0x0fff_ffff == key.rawValue { return base + offset }
            row = base + end
        }
        return nil
    }

    /// The value, strings and JSON by reference.
    @inlinable @inline(__always)
    public func value(_ row: Int) -> PackedValue {
        let bits = values[row]
        switch StoredType(rawValue: keys[row] >> 28) ?? .null {
        case .interned: return .interned(StringID(UInt32(truncatingIfNeeded: bits)))
        case .text, .array, .map: return .text(TextReference(rawValue: bits))
        case .int64: return .int64(Int64(bitPattern: bits))
        case .double: return .double(Double(bitPattern: bits))
        case .bool: return .bool(bits != 0)
        case .bytes: return .bytes(TextReference(rawValue: bits))
        case .null: return .null
        }
    }
}

/// An attribute's value as it is stored.
public enum PackedValue: Sendable {
    /// A string of the string table; equal rows are equal strings.
    case interned(StringID)
    /// A string too rare or too long to be interned, or the JSON of an array or map.
    case text(TextReference)
    case int64(Int64)
    case double(Double)
    case bool(Bool)
    /// Raw bytes, whose text form is base 64.
    case bytes(TextReference)
    case null
}

extension SpanChunkView {
    /// The attributes of this chunk's spans.
    public var packedAttributes: PackedAttributes {
        PackedAttributes(keys: attributes.keys, values: attributes.values, text: text)
    }

    /// The attributes of this chunk's events.
    public var packedEventAttributes: PackedAttributes {
        PackedAttributes(keys: events.attributes.keys, values: events.attributes.values, text: text)
    }

    /// The attributes of the links of this chunk's spans.
    public var packedLinkAttributes: PackedAttributes {
        PackedAttributes(keys: linkAttributes.keys, values: linkAttributes.values, text: text)
    }

    /// Where in ``packedLinkAttributes`` those of all links of the span in row `offset` are; empty for most.
    ///
    /// - Complexity: O(log links)
    public func linkAttributeRows(of offset: Int) -> Range<Int> {
        guard facts[offset].hasLinks else { return 0..<0 }
        let records = linkRecords(of: offset)
        let first = records.first.map { Int($0.attributeStart) } ?? 0
        return first..<records.reduce(first) { $0 + Int($1.attributeCount) }
    }

    /// Where in ``packedAttributes`` those of the span in row `offset` are.
    public func attributeRows(of offset: Int) -> Range<Int> { Int(attributeStart[offset])..<Int(attributeStart[offset + 1]) }

    /// The events of the span in row `offset`.
    public func eventRows(of offset: Int) -> Range<Int> { Int(eventStart[offset])..<Int(eventStart[offset + 1]) }

    /// Where in ``packedEventAttributes`` those of all events of the span in row `offset` are.
    public func eventAttributeRows(of offset: Int) -> Range<Int> {
        let rows = eventRows(of: offset)
        return rows.isEmpty ? 0..<0 : Int(events.attributeStarts[rows.lowerBound])..<Int(events.attributeStarts[rows.upperBound])
    }

    /// The name of an event, when it was given as such and not as an attribute.
    public func eventNameID(_ row: Int) -> StringID? { events.names[row] == .max ? nil : StringID(events.names[row]) }

    /// Events of all rows that may be read.
    public var eventCount: Int { Int(eventStart[count]) }
}

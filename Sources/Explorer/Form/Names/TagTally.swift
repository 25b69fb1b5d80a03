import TraceModel

/// Tag keys of a snapshot as they are met, and the values of those that have few.
struct TagTally {
    /// A value as it is stored: kind and bits tell it from the key's other values.
    private struct StoredValue: Hashable {
        let kind: UInt8
        let bits: UInt64
    }

    /// What is known of a key.
    private struct KeyRecord {
        var values: Set<StoredValue> = []
        var last: StoredValue?
        /// Whether it has too many values to be offered, or some that are too long, or secret.
        var isOpenEnded = false
    }

    private let snapshot: Snapshot
    private var records: [KeyRecord] = []
    /// The record of each string row that is a key; `-1` for the others.
    private var numbers: [Int]
    private var rows: [StringID] = []

    init(_ snapshot: Snapshot) {
        self.snapshot = snapshot
        numbers = Array(repeating: -1, count: snapshot.strings.count)
    }

    /// Tags of the spans of a chunk, and of their events.
    mutating func take(_ chunk: SpanChunkView) {
        guard chunk.count > 0 else { return }
        // Attributes of one span follow those of the one before.
        let all = chunk.attributeRows(of: 0).lowerBound..<chunk.attributeRows(of: chunk.count - 1).upperBound
        take(chunk.packedAttributes, all)
        let events = chunk.packedEventAttributes
        for offset in 0..<chunk.count { take(events, chunk.eventAttributeRows(of: offset)) }
    }

    private mutating func take(_ attributes: PackedAttributes, _ rows: Range<Int>) {
        for row in rows {
            let number = number(of: attributes.keyID(row))
            if !records[number].isOpenEnded { take(attributes.value(row), number) }
        }
    }

    /// Tags of the processes that spans come from.
    mutating func takeResources() {
        for row in 0..<snapshot.resourceCount {
            let resource = snapshot[ResourceID(UInt32(row))]
            for attribute in resource.attributes {
                let number = number(of: attribute.keyID)
                guard !records[number].isOpenEnded else { continue }
                if let id = attribute.valueID { add(StoredValue(kind: 0, bits: UInt64(id.rawValue)), number) }
            }
        }
    }

    private mutating func number(of key: StringID) -> Int {
        let row = Int(key.rawValue)
        if numbers[row] >= 0 { return numbers[row] }
        numbers[row] = records.count
        var record = KeyRecord()
        record.isOpenEnded = Secrets.isSecret(snapshot.strings[key])
        records.append(record)
        rows.append(key)
        return numbers[row]
    }

    private mutating func take(_ value: PackedValue, _ number: Int) {
        switch value {
        case .interned(let id): add(StoredValue(kind: 0, bits: UInt64(id.rawValue)), number)
        case .int64(let whole): add(StoredValue(kind: 1, bits: UInt64(bitPattern: whole)), number)
        case .bool(let truth): add(StoredValue(kind: 2, bits: truth ? 1 : 0), number)
        case .text, .double, .bytes: records[number].isOpenEnded = true
        case .null: break
        }
    }

    private mutating func add(_ value: StoredValue, _ number: Int) {
        if records[number].last == value { return }
        records[number].last = value
        records[number].values.insert(value)
        if records[number].values.count > NameCensus.valueLimit { records[number].isOpenEnded = true }
    }

    /// All keys.
    var keys: Set<String> { Set(rows.prefix(NameCensus.nameLimit).map { snapshot.strings[$0] }) }

    /// Values by their keys, where they can be offered.
    var values: [String: Set<String>] {
        var values: [String: Set<String>] = [:]
        for (key, record) in zip(rows, records) where !record.isOpenEnded && !record.values.isEmpty {
            values[snapshot.strings[key]] = Set(record.values.map(text))
        }
        return values
    }

    private func text(_ value: StoredValue) -> String {
        switch value.kind {
        case 0: snapshot.strings[StringID(UInt32(truncatingIfNeeded: value.bits))]
        case 1: String(Int64(bitPattern: value.bits))
        default: value.bits == 0 ? "false" : "true"
        }
    }
}

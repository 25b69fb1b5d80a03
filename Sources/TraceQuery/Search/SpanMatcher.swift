import TraceModel

/// A search translated for one snapshot, with what it has found out about each string so far.
struct SpanMatcher {
    /// What is known of a key.
    private enum KeyState: UInt8 {
        case unknown, excluded, match, noMatch
        /// The key ends as a `key=value` token's key does: the value decides.
        case end
    }

    private let snapshot: Snapshot
    private let patterns: [BytePattern]
    private let excluded: [BytePattern]
    private let pairs: [PairPattern]
    private let numbers: NumberPatterns
    private let ids: [UInt64]
    private let idTexts: [String]
    /// 0 = not examined, 1 = no token in it, 2 = one; one a string row.
    private var stringStates: [UInt8]
    private var keyStates: [UInt8]
    /// As for strings; one a resource row.
    private var resourceStates: [UInt8]
    private var pairsOfKey: [StringID: [BytePattern]] = [:]

    init(_ search: SpanSearch, in snapshot: Snapshot) {
        self.snapshot = snapshot
        patterns = search.tokens.map { BytePattern($0) }
        excluded = search.excludedKeys.map { BytePattern($0) }
        pairs = search.tokens.flatMap(PairPattern.all)
        numbers = NumberPatterns(search.tokens, patterns)
        ids = search.tokens.compactMap { SpanID(hex: $0)?.rawValue }
        idTexts = search.tokens.map { $0.lowercased() }
        stringStates = Array(repeating: 0, count: snapshot.strings.count)
        keyStates = Array(repeating: 0, count: snapshot.strings.count)
        resourceStates = Array(repeating: 0, count: snapshot.resourceCount)
    }

    /// Whether the span in row `offset` matches.
    mutating func matches(_ chunk: SpanChunkView, _ offset: Int) -> Bool {
        if isIn(StringID(chunk.name[offset])) || isInResource(ResourceID(chunk.resource[offset])) { return true }
        if isID(chunk, offset) || isIn(chunk.packedAttributes, chunk.attributeRows(of: offset)) { return true }
        let events = chunk.eventRows(of: offset)
        if events.isEmpty { return false }
        for event in events {
            if let name = chunk.eventNameID(event), isIn(name) { return true }
        }
        return isIn(chunk.packedEventAttributes, chunk.eventAttributeRows(of: offset))
    }

    private func isID(_ chunk: SpanChunkView, _ offset: Int) -> Bool {
        let id = chunk.id[offset]
        if !ids.isEmpty, ids.contains(id), !chunk.facts[offset].hasTextID { return true }
        return chunk.facts[offset].hasTextID && id != 0 && idTexts.contains(snapshot.text(of: SpanID(id), isText: true).lowercased())
    }

    @inline(__always)
    private mutating func isIn(_ id: StringID) -> Bool {
        let row = Int(id.rawValue)
        if stringStates[row] == 0 { stringStates[row] = isIn(snapshot.strings.bytes(id)) ? 2 : 1 }
        return stringStates[row] == 2
    }

    private func isIn(_ bytes: UnsafeRawBufferPointer) -> Bool {
        for pattern in patterns where pattern.isIn(bytes) { return true }
        return false
    }

    @inline(__always)
    private mutating func isIn(_ attributes: PackedAttributes, _ rows: Range<Int>) -> Bool {
        for row in rows {
            let key = attributes.keyID(row)
            let value = attributes.value(row)
            switch keyStates[Int(key.rawValue)] {
            case KeyState.noMatch.rawValue: if isIn(value, attributes.text) { return true }
            case KeyState.excluded.rawValue: continue
            case KeyState.match.rawValue: return true
            default: if isInPair(key, value, attributes.text) { return true }
            }
        }
        return false
    }

    @inline(__always)
    private mutating func isIn(_ value: PackedValue, _ arena: TextArenaView) -> Bool {
        switch value {
        case .interned(let id): isIn(id)
        case .text(let reference): isIn(arena[reference])
        case .int64(let number): numbers.isIn(number)
        case .double(let number): numbers.isIn(number)
        case .bool(let truth): numbers.isIn(truth)
        case .bytes(let reference): AttributeValue.bytes(Array(arena[reference])).text.withBytes(isIn)
        case .null: false
        }
    }

    /// Examines a key that was not met before, or one that a `key=value` token may end in.
    private mutating func isInPair(_ key: StringID, _ value: PackedValue, _ arena: TextArenaView) -> Bool {
        if keyStates[Int(key.rawValue)] == 0 { examine(key) }
        let state = KeyState(rawValue: keyStates[Int(key.rawValue)]) ?? .noMatch
        if state == .excluded { return false }
        if state == .match || isIn(value, arena) { return true }
        guard state == .end, let values = pairsOfKey[key] else { return false }
        return text(of: value, arena) { bytes in values.contains { $0.isPrefix(of: bytes) } }
    }

    private mutating func examine(_ key: StringID) {
        let bytes = snapshot.strings.bytes(key)
        var state = KeyState.noMatch
        if excluded.contains(where: { $0.isIn(bytes) }) {
            state = .excluded
        } else if isIn(bytes) {
            state = .match
        } else {
            let values = pairs.filter { $0.keyEnd.isSuffix(of: bytes) }.map(\.valueStart)
            if !values.isEmpty {
                pairsOfKey[key] = values
                state = .end
            }
        }
        keyStates[Int(key.rawValue)] = state.rawValue
    }

    private func text(of value: PackedValue, _ arena: TextArenaView, _ body: (UnsafeRawBufferPointer) -> Bool) -> Bool {
        switch value {
        case .interned(let id): body(snapshot.strings.bytes(id))
        case .text(let reference): body(arena[reference])
        case .int64(let number): AttributeValue.int64(number).text.withBytes(body)
        case .double(let number): AttributeValue.double(number).text.withBytes(body)
        case .bool(let truth): AttributeValue.bool(truth).text.withBytes(body)
        case .bytes(let reference): AttributeValue.bytes(Array(arena[reference])).text.withBytes(body)
        case .null: false
        }
    }

    private mutating func isInResource(_ id: ResourceID) -> Bool {
        let row = Int(id.rawValue)
        if resourceStates[row] == 0 { resourceStates[row] = examine(id) ? 2 : 1 }
        return resourceStates[row] == 2
    }

    private mutating func examine(_ id: ResourceID) -> Bool {
        let resource = snapshot[id]
        if let service = resource.serviceID, isIn(service) { return true }
        for attribute in resource.attributes {
            if keyStates[Int(attribute.keyID.rawValue)] == 0 { examine(attribute.keyID) }
            switch KeyState(rawValue: keyStates[Int(attribute.keyID.rawValue)]) ?? .noMatch {
            case .excluded: continue
            case .match: return true
            default: break
            }
            if attribute.value == .null { continue }
            let found = attribute.value.text.withBytes { bytes in
                isIn(bytes) || (pairsOfKey[attribute.keyID] ?? []).contains { $0.isPrefix(of: bytes) }
            }
            if found { return true }
        }
        return false
    }
}

extension String {
    /// Calls `body` with the UTF-8 bytes.
    func withBytes(_ body: (UnsafeRawBufferPointer) -> Bool) -> Bool {
        var text = self
        return text.withUTF8 { body(UnsafeRawBufferPointer($0)) }
    }
}

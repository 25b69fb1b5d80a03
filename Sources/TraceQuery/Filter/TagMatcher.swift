import TraceModel

/// A tag that is asked for, translated into the rows of one snapshot.
struct TagMatcher {
    private let key: StringID
    private let value: StringID?
    private let text: [UInt8]
    /// The whole number whose text the value is.
    private let integer: Int64?
    /// A number whose text the value may be.
    private let real: Double?
    /// Whether a resource or its scope has the tag, one a resource row.
    private let isOnResource: [Bool]

    /// Nil when the snapshot knows no such key, so that nothing can match.
    init?(_ tag: TraceFilter.Tag, in snapshot: Snapshot) {
        guard let key = snapshot.strings.find(tag.key) else { return nil }
        self.key = key
        value = snapshot.strings.find(tag.value)
        text = Array(tag.value.utf8)
        integer = Int64(tag.value).flatMap { String($0) == tag.value ? $0 : nil }
        real = Double(tag.value)
        isOnResource = (0..<snapshot.resourceCount).map { row in
            let resource = snapshot[ResourceID(UInt32(row))]
            let attributes = [resource.attributes] + (resource.scope.map { [$0.attributes] } ?? [])
            return attributes.joined().contains { $0.keyID == key && $0.value.text == tag.value }
        }
    }

    /// Whether the span in row `offset`, its resource, its scope, one of its events or links has the tag.
    ///
    /// - Complexity: O(attributes)
    func matches(_ chunk: SpanChunkView, _ attributes: PackedAttributes, _ offset: Int) -> Bool {
        if isOnResource[Int(chunk.resource[offset])] { return true }
        if contains(attributes, chunk.attributeRows(of: offset)) { return true }
        let events = chunk.eventAttributeRows(of: offset)
        if !events.isEmpty, contains(chunk.packedEventAttributes, events) { return true }
        let links = chunk.linkAttributeRows(of: offset)
        return !links.isEmpty && contains(chunk.packedLinkAttributes, links)
    }

    @inline(__always)
    private func contains(_ attributes: PackedAttributes, _ rows: Range<Int>) -> Bool {
        var rows = rows
        while let row = attributes.firstRow(of: key, in: rows) {
            if isEqual(attributes.value(row), attributes.text) { return true }
            rows = row + 1..<rows.upperBound
        }
        return false
    }

    private func isEqual(_ stored: PackedValue, _ arena: TextArenaView) -> Bool {
        switch stored {
        case .interned(let id): id == value
        case .text(let reference): isText(arena[reference])
        case .int64(let number): number == integer
        case .double(let number): (number == real || number.isNaN) && AttributeValue.double(number).text.utf8.elementsEqual(text)
        case .bool(let truth): AttributeValue.bool(truth).text.utf8.elementsEqual(text)
        case .bytes(let reference): AttributeValue.bytes(Array(arena[reference])).text.utf8.elementsEqual(text)
        case .null: AttributeValue.null.text.utf8.elementsEqual(text)
        }
    }

    private func isText(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard bytes.count == text.count, let start = bytes.baseAddress else { return bytes.count == text.count }
        return text.withUnsafeBytes { own in own.baseAddress.map { ByteHash.equal($0, start, own.count) } ?? true }
    }
}

/// Whether two spans say the same, wherever they were read from.
enum SpanEquality {
    /// Attributes that are compared without regard to their order at most.
    private static let unordered = 64

    /// Compares two rows in everything but their source.
    ///
    /// - Complexity: O(attributes) when they stand in the same order
    static func areEqual(_ a: SpanChunkView, _ row: Int, _ b: SpanChunkView, _ other: Int) -> Bool {
        guard a.id[row] == b.id[other], a.parent[row] == b.parent[other], a.start[row] == b.start[other],
            a.duration[row] == b.duration[other], a.name[row] == b.name[other], a.resource[row] == b.resource[other],
            a.facts[row].isLike(b.facts[other])
        else { return false }
        let (events, otherEvents) = (a.eventRows(of: row), b.eventRows(of: other))
        guard events.count == otherEvents.count,
            areEqual(a.packedAttributes, a.attributeRows(of: row), b.packedAttributes, b.attributeRows(of: other))
        else { return false }
        for (event, otherEvent) in zip(events, otherEvents) {
            guard a.events.times[event] == b.events.times[otherEvent], a.events.names[event] == b.events.names[otherEvent],
                areEqual(a.packedEventAttributes, a.events.rows(of: event), b.packedEventAttributes, b.events.rows(of: otherEvent))
            else { return false }
        }
        guard a.facts[row].hasLinks else { return true }
        return a.linkRecords(of: row).elementsEqual(b.linkRecords(of: other)) { link, otherLink in
            link.kind == otherLink.kind && link.trace == otherLink.trace && link.span == otherLink.span
                && areEqual(a.packedLinkAttributes, link.rows, b.packedLinkAttributes, otherLink.rows)
        }
    }

    private static func areEqual(_ a: PackedAttributes, _ rows: Range<Int>, _ b: PackedAttributes, _ others: Range<Int>) -> Bool {
        guard rows.count == others.count else { return false }
        if zip(rows, others).allSatisfy({ isEqual(a, $0, b, $1) }) { return true }
        guard rows.count <= unordered else { return false }
        var left = Array(others)
        for row in rows {
            guard let found = left.firstIndex(where: { isEqual(a, row, b, $0) }) else { return false }
            left.remove(at: found)
        }
        return true
    }

    private static func isEqual(_ a: PackedAttributes, _ row: Int, _ b: PackedAttributes, _ other: Int) -> Bool {
        guard a.keys[row] == b.keys[other] else { return false }
        switch (a.value(row), b.value(other)) {
        case (.text(let x), .text(let y)), (.bytes(let x), .bytes(let y)): return a.text[x].elementsEqual(b.text[y])
        default: return a.values[row] == b.values[other]
        }
    }
}

extension EventTableView {
    /// Where the attributes of an event are.
    func rows(of event: Int) -> Range<Int> { Int(attributeStarts[event])..<Int(attributeStarts[event + 1]) }
}

extension LinkRecord {
    /// Where its attributes are.
    var rows: Range<Int> { Int(attributeStart)..<Int(attributeStart + attributeCount) }
}

extension SpanFacts {
    /// Whether all but the source is the same.
    func isLike(_ other: SpanFacts) -> Bool { (bits ^ other.bits) & (1 << Self.sourceShift - 1) == 0 }
}

/// Finds every span's parent among the spans of its trace.
///
/// The parent is the first CHILD_OF reference whose span the trace holds, else the first such FOLLOWS_FROM. Decoders put
/// the first candidate into the parent column; only spans with further references have rows in the link table. Of spans
/// with the same id the first one read adopts the children.
struct ParentResolver {
    /// One a span, in input order: the index of the parent, or ``TraceAssembler/none``.
    var parents: [UInt32] = []
    /// One a span, in input order.
    var marks: [SpanMarks] = []
    private var slots: [UInt32] = []

    /// Fills ``parents`` and ``marks``.
    ///
    /// - Complexity: O(spans + links)
    mutating func resolve(_ rows: [SpanRow], _ context: TraceAssembler.Context) {
        let none = TraceAssembler.none
        parents.removeAll(keepingCapacity: true)
        parents.append(contentsOf: repeatElement(none, count: rows.count))
        marks.removeAll(keepingCapacity: true)
        marks.append(contentsOf: repeatElement([], count: rows.count))
        index(rows, context)
        for (index, row) in rows.enumerated() {
            let chunk = context.chunk(row)
            let named = chunk.parent[row.offset]
            if named == 0 { continue }
            var parent = find(named, rows, context)
            if parent == none, chunk.facts[row.offset].hasLinks { parent = fallback(row, chunk, rows, context) }
            if parent == none { marks[index].insert(.orphan) } else { parents[index] = parent }
        }
    }

    private mutating func index(_ rows: [SpanRow], _ context: TraceAssembler.Context) {
        var size = 16
        while size < rows.count * 2 { size *= 2 }
        if slots.count != size {
            slots = Array(repeating: TraceAssembler.none, count: size)
        } else {
            for slot in 0..<size { slots[slot] = TraceAssembler.none }
        }
        for (index, row) in rows.enumerated() {
            let chunk = context.chunk(row)
            let id = chunk.id[row.offset]
            if id == 0 { continue }
            var slot = Self.slot(id, size)
            while slots[slot] != TraceAssembler.none {
                let other = rows[Int(slots[slot])]
                if context.chunk(other).id[other.offset] == id {
                    marks[index].insert(.duplicateID)
                    break
                }
                slot = (slot + 1) & (size - 1)
            }
            if slots[slot] == TraceAssembler.none { slots[slot] = UInt32(truncatingIfNeeded: index) }
        }
    }

    @inline(__always)
    private static func slot(_ id: UInt64, _ size: Int) -> Int {
        Int(truncatingIfNeeded: ByteHash.fold(id, 0x9E37_79B9_7F4A_7C15)) & (size - 1)
    }

    @inline(__always)
    private func find(_ id: UInt64, _ rows: [SpanRow], _ context: TraceAssembler.Context) -> UInt32 {
        var slot = Self.slot(id, slots.count)
        while slots[slot] != TraceAssembler.none {
            let row = rows[Int(slots[slot])]
            if context.chunk(row).id[row.offset] == id { return slots[slot] }
            slot = (slot + 1) & (slots.count - 1)
        }
        return TraceAssembler.none
    }

    /// The first reference of the same trace whose span exists: any CHILD_OF before any FOLLOWS_FROM.
    private func fallback(_ row: SpanRow, _ chunk: SpanChunkView, _ rows: [SpanRow], _ context: TraceAssembler.Context) -> UInt32 {
        for kind in [LinkKind.childOf, .followsFrom] {
            for record in chunk.linkRecords(of: row.offset) where record.kind == kind.rawValue && record.isSameTrace {
                let parent = find(record.span.rawValue, rows, context)
                if parent != TraceAssembler.none { return parent }
            }
        }
        return TraceAssembler.none
    }
}

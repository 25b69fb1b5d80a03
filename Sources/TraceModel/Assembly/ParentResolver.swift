/// Finds every span's parent among the spans of its trace.
///
/// The parent is the first CHILD_OF reference whose span the trace holds, else the first such FOLLOWS_FROM. Decoders put
/// the first candidate into the parent column; only spans with further references have rows in the link table. Of spans
/// with the same id the first one read adopts the children. Zipkin's rules are in ``SharedHalves`` and ``SpanRepeats``.
struct ParentResolver {
    /// One a span, in input order: the index of the parent, or ``TraceAssembler/none``.
    var parents: [UInt32] = []
    /// One a span, in input order.
    var marks: [SpanMarks] = []
    private(set) var repeats = SpanRepeats()
    private var slots: [UInt32] = []
    private var shared = SharedHalves()

    /// Fills ``parents`` and ``marks``.
    ///
    /// - Complexity: O(spans + links)
    mutating func resolve(_ rows: [SpanRow], _ context: TraceAssembler.Context) {
        let none = TraceAssembler.none
        parents.removeAll(keepingCapacity: true)
        parents.append(contentsOf: repeatElement(none, count: rows.count))
        marks.removeAll(keepingCapacity: true)
        marks.append(contentsOf: repeatElement([], count: rows.count))
        repeats.removeAll()
        shared.removeAll()
        index(rows, context)
        for (index, row) in rows.enumerated() {
            let chunk = context.chunk(row)
            let named = chunk.parent[row.offset]
            if !shared.isEmpty, let client = clientHalf(of: index, chunk, rows, context) {
                parents[index] = client
                continue
            }
            if named == 0 { continue }
            var parent = find(named, rows, context)
            if !shared.isEmpty { parent = serverHalf(of: named, client: parent, row, rows, context) ?? parent }
            if parent == none, chunk.facts[row.offset].hasLinks { parent = fallback(row, chunk, rows, context) }
            if parent == none { marks[index].insert(.orphan) } else { parents[index] = parent }
        }
        foldRepeats()
    }

    /// Puts spans that are shown as one below the same parent: the first one's, or if it names none, the other's.
    private mutating func foldRepeats() {
        for pair in repeats.pairs {
            let (index, first) = (Int(pair.index), Int(pair.first))
            marks[index].insert(.folded)
            if parents[first] == TraceAssembler.none, !marks[first].contains(.orphan), parents[index] != pair.first {
                parents[first] = parents[index]
            }
            parents[index] = parents[first]
        }
    }

    /// Puts spans that are shown with the head of a cut cycle at the top of a tree, beside it.
    mutating func followCutHeads() {
        for pair in repeats.pairs where marks[Int(pair.first)].contains(.cycleHead) { parents[Int(pair.index)] = parents[Int(pair.first)] }
    }

    /// The client half of a server half; nil when the span is none, or has none.
    private func clientHalf(of index: Int, _ chunk: SpanChunkView, _ rows: [SpanRow], _ context: TraceAssembler.Context) -> UInt32? {
        let row = rows[index]
        let client = find(chunk.id[row.offset], rows, context)
        guard client != TraceAssembler.none, client != index else { return nil }
        let isServerHalf = chunk.facts[row.offset].isShared || Self.areHalves(row, rows[Int(client)], context)
        return isServerHalf && chunk.id[row.offset] != 0 ? client : nil
    }

    /// The server half that a child of `id` belongs to, if any.
    private func serverHalf(
        of id: UInt64, client: UInt32, _ row: SpanRow, _ rows: [SpanRow], _ context: TraceAssembler.Context
    ) -> UInt32? {
        let services = context.resources.services
        let service = services[Int(context.chunk(row).resource[row.offset])]
        return shared.parent(id: id, client: client) { half in
            let server = rows[Int(half)]
            return services[Int(context.chunk(server).resource[server.offset])] == service
        }
    }

    /// Whether a span is the server half of a call whose client half is the other, both in Zipkin's way.
    private static func areHalves(_ server: SpanRow, _ client: SpanRow, _ context: TraceAssembler.Context) -> Bool {
        let facts = context.chunk(server).facts[server.offset], other = context.chunk(client).facts[client.offset]
        return facts.mayBePiece && other.mayBePiece && facts.kind == .server && other.kind == .client
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
            if chunk.facts[row.offset].isShared {
                addShared(index, id, rows, context)
                continue
            }
            var slot = Self.slot(id, size)
            while slots[slot] != TraceAssembler.none {
                let other = slots[slot]
                if context.chunk(rows[Int(other)]).id[rows[Int(other)].offset] == id {
                    slots[slot] = addRepeated(index, other, id, rows, context)
                    break
                }
                slot = (slot + 1) & (size - 1)
            }
            if slots[slot] == TraceAssembler.none { slots[slot] = UInt32(truncatingIfNeeded: index) }
        }
    }

    private mutating func addShared(_ index: Int, _ id: UInt64, _ rows: [SpanRow], _ context: TraceAssembler.Context) {
        guard let first = shared.add(index, id: id) else { return }
        marks[index].insert(.duplicateID)
        repeats.add(index, first: first, rows, context)
    }

    /// Takes in a span whose id an earlier one has; two halves of a call are no duplicates even when none says so.
    ///
    /// - Returns: the one that the id leads to.
    private mutating func addRepeated(
        _ index: Int, _ first: UInt32, _ id: UInt64, _ rows: [SpanRow], _ context: TraceAssembler.Context
    ) -> UInt32 {
        marks[index].insert(.duplicateID)
        if Self.areHalves(rows[index], rows[Int(first)], context) {
            if let half = shared.add(index, id: id) { repeats.add(index, first: half, rows, context) }
            return first
        }
        if Self.areHalves(rows[Int(first)], rows[index], context) {
            _ = shared.add(Int(first), id: id)
            return UInt32(truncatingIfNeeded: index)
        }
        repeats.add(index, first: first, rows, context)
        return first
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

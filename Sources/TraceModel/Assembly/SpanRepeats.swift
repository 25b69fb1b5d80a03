/// Finds spans that say again what an earlier span with the same id said: these are shown as one.
///
/// Jaeger keeps the first of spans that are alike in everything. Zipkin merges the pieces in which one tracer reported a
/// span: those of the same id and half whose local endpoint is the same or missing.
struct SpanRepeats {
    /// Spans with one id that are compared at most.
    private static let candidates = 8

    /// A span and the earlier one that it is shown with, as indices in input order.
    struct Pair {
        let index: UInt32
        let first: UInt32
    }

    private(set) var pairs: [Pair] = []
    private var heads: [UInt32: [UInt32]] = [:]

    mutating func removeAll() {
        pairs.removeAll(keepingCapacity: true)
        if !heads.isEmpty { heads.removeAll(keepingCapacity: true) }
    }

    /// Compares a span with those of the same id before it.
    ///
    /// - Parameter first: the first one with that id.
    mutating func add(_ index: Int, first: UInt32, _ rows: [SpanRow], _ context: TraceAssembler.Context) {
        let earlier = heads[first] ?? [first]
        let row = rows[index]
        for head in earlier where Self.isRepeat(row, of: rows[Int(head)], context) {
            pairs.append(Pair(index: UInt32(truncatingIfNeeded: index), first: head))
            return
        }
        if earlier.count < Self.candidates { heads[first] = earlier + [UInt32(truncatingIfNeeded: index)] }
    }

    private static func isRepeat(_ row: SpanRow, of head: SpanRow, _ context: TraceAssembler.Context) -> Bool {
        let chunk = context.chunk(row), other = context.chunk(head)
        guard chunk.facts[row.offset].mayBePiece, other.facts[head.offset].mayBePiece else {
            return SpanEquality.areEqual(chunk, row.offset, other, head.offset)
        }
        let resource = chunk.resource[row.offset], otherResource = other.resource[head.offset]
        let services = context.resources.services
        return resource == otherResource || services[Int(resource)] == .max || services[Int(otherResource)] == .max
    }
}

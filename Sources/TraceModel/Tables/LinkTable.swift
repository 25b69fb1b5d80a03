/// How a span refers to another one.
public enum LinkKind: UInt8, Sendable {
    /// Jaeger's CHILD_OF.
    case childOf
    /// Jaeger's FOLLOWS_FROM.
    case followsFrom
    /// OpenTelemetry's link, or a reference of a type nobody knows.
    case other
}

/// A row of a chunk's link table; rows of one span stand together, in the order they were read.
struct LinkRecord: BitwiseCopyable, Sendable {
    var owner: UInt32
    var kind: UInt8
    var hasTextID: Bool
    /// Whether `trace` is the owner's own trace.
    var isSameTrace: Bool
    var trace: TraceID
    var span: SpanID
    /// Its attributes: where they begin among those of all links, and how many.
    var attributeStart: UInt32
    var attributeCount: UInt32
}

extension SpanChunkView {
    /// The references of the span in row `offset`.
    ///
    /// - Complexity: O(log links)
    func linkRecords(of offset: Int) -> some Collection<LinkRecord> {
        let first = firstRow(of: offset, count: linkCount) { links[$0].owner }
        let last = firstRow(of: offset + 1, count: linkCount) { links[$0].owner }
        return (first..<last).lazy.map { links[$0] }
    }

    /// The warnings of the span in row `offset`.
    ///
    /// - Complexity: O(log warnings)
    func warningRecords(of offset: Int) -> some Collection<WarningRecord> {
        let first = firstRow(of: offset, count: warningCount) { warnings[$0].owner }
        let last = firstRow(of: offset + 1, count: warningCount) { warnings[$0].owner }
        return (first..<last).lazy.map { warnings[$0] }
    }

    private func firstRow(of offset: Int, count: Int, _ owner: (Int) -> UInt32) -> Int {
        var low = 0, high = count
        while low < high {
            let middle = (low + high) / 2
            if Int(owner(middle)) < offset { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

/// A reference from a span to a span, of this trace or another.
public struct Link: Sendable {
    let snapshot: Snapshot
    let chunk: SpanChunkView
    let record: LinkRecord

    /// How it refers.
    public var kind: LinkKind { LinkKind(rawValue: record.kind) ?? .other }
    /// Whether the other span is said to be of the same trace.
    public var isSameTrace: Bool { record.isSameTrace }
    /// The other span's trace.
    public var traceID: TraceID { record.trace }
    /// The other span.
    public var spanID: SpanID { record.span }
    /// The other span's trace id as text.
    public var traceIDText: String { snapshot.text(of: record.trace) }
    /// What is said about the reference.
    public var attributes: AttributeList {
        let first = Int(record.attributeStart)
        return AttributeList(
            snapshot: snapshot, table: chunk.linkAttributes, text: chunk.text, range: first..<first + Int(record.attributeCount))
    }
    /// The other span's id as text.
    public var spanIDText: String { snapshot.text(of: record.span, isText: record.hasTextID) }
}

/// A warning that came with a span.
struct WarningRecord: BitwiseCopyable, Sendable {
    var owner: UInt32
    var text: StringID
}

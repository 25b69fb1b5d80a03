/// Up to 65,536 spans as a struct of columns: 56 bytes a span, attributes and events beside them.
///
/// `@unchecked Sendable`: one writer appends behind the rows that were committed; readers read committed rows only.
public final class SpanChunk: @unchecked Sendable {
    /// Rows of a chunk that follows a full one.
    static let fullCapacity = 1 << 16
    /// Rows of a writer's first chunk, so that a small file takes little memory.
    static let firstCapacity = 1 << 12

    let capacity: Int

    let trace: UnsafeMutablePointer<UInt32>
    let id: UnsafeMutablePointer<UInt64>
    let parent: UnsafeMutablePointer<UInt64>
    let start: UnsafeMutablePointer<Int64>
    let duration: UnsafeMutablePointer<Int64>
    let name: UnsafeMutablePointer<UInt32>
    let resource: UnsafeMutablePointer<UInt32>
    let facts: UnsafeMutablePointer<SpanFacts>
    /// First attribute; the next row's is the end.
    ///
    /// One more than there are rows.
    let attributeStart: UnsafeMutablePointer<UInt32>
    /// First event; the next row's is the end.
    ///
    /// One more than there are rows.
    let eventStart: UnsafeMutablePointer<UInt32>
    let attributes = AttributeTable()
    let events = EventTable()
    let links = Column<LinkRecord>()
    let linkAttributes = AttributeTable()
    let warnings = Column<WarningRecord>()
    let text = TextArena()
    var count = 0

    init(capacity: Int) {
        self.capacity = capacity
        trace = .allocate(capacity: capacity)
        id = .allocate(capacity: capacity)
        parent = .allocate(capacity: capacity)
        start = .allocate(capacity: capacity)
        duration = .allocate(capacity: capacity)
        name = .allocate(capacity: capacity)
        resource = .allocate(capacity: capacity)
        facts = .allocate(capacity: capacity)
        attributeStart = .allocate(capacity: capacity + 1)
        eventStart = .allocate(capacity: capacity + 1)
        attributeStart[0] = 0
        eventStart[0] = 0
    }

    deinit {
        trace.deallocate()
        id.deallocate()
        parent.deallocate()
        start.deallocate()
        duration.deallocate()
        name.deallocate()
        resource.deallocate()
        facts.deallocate()
        attributeStart.deallocate()
        eventStart.deallocate()
    }

    var view: SpanChunkView {
        SpanChunkView(
            trace: trace, id: id, parent: parent, start: start, duration: duration, name: name, resource: resource, facts: facts,
            attributeStart: attributeStart, eventStart: eventStart, attributes: attributes.view, events: events.view,
            links: links.view, linkCount: links.count, linkAttributes: linkAttributes.view, warnings: warnings.view,
            warningCount: warnings.count, text: text.view,
            count: count)
    }
}

/// A reader's hold on the committed rows of a ``SpanChunk``.
///
/// `@unchecked Sendable`: pointers to memory that nobody writes any more, alive as long as the snapshot.
public struct SpanChunkView: @unchecked Sendable {
    /// Numbers of the traces, ``Trace/number``, one a row.
    public let trace: UnsafePointer<UInt32>
    /// Ids, one a row.
    public let id: UnsafePointer<UInt64>
    /// Ids of the named parents, one a row; 0 = none named.
    public let parent: UnsafePointer<UInt64>
    /// Nanoseconds since the Unix epoch, one a row.
    public let start: UnsafePointer<Int64>
    /// Nanoseconds, one a row, as read (may be negative).
    public let duration: UnsafePointer<Int64>
    /// String rows of the span names, one a row.
    public let name: UnsafePointer<UInt32>
    /// Resource rows, one a row.
    public let resource: UnsafePointer<UInt32>
    /// Kind, status, error and oddities, one a row.
    public let facts: UnsafePointer<SpanFacts>
    let attributeStart: UnsafePointer<UInt32>
    let eventStart: UnsafePointer<UInt32>
    let attributes: AttributeTableView
    let events: EventTableView
    let links: ColumnView<LinkRecord>
    let linkCount: Int
    let linkAttributes: AttributeTableView
    let warnings: ColumnView<WarningRecord>
    let warningCount: Int
    let text: TextArenaView
    /// Rows that may be read.
    public let count: Int
}

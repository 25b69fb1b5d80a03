/// Appends spans to chunks of its own; several writers may fill one ``SpanStore`` at a time.
///
/// Attributes, events, links and warnings belong to the span that ``finish(_:)`` appends next.
public struct SpanWriter: ~Copyable {
    /// Distinct values of a key after which its values are no longer interned.
    static let distinctLimit: UInt32 = 4096

    private var strings: StringCache
    private var chunk = SpanChunk(capacity: SpanChunk.firstCapacity)
    private var rows = 0
    private var firstRow = 0
    private var columns: ChunkAppender
    private var linkCount = 0
    /// Link attributes of finished spans.
    private var linkAttributeCount = 0
    private var warningCount = 0
    private var target = Target.span
    private var linkAttributeStart = 0
    private var distinct: [UInt32] = []
    /// Where the counts of distinct values outlive this writer.
    private var tables: SpanStore.Tables?
    private var batch = SpanBatch()
    private var traces: [TraceID: UInt32] = [:]
    private var lastTrace: (id: TraceID, local: UInt32)?

    /// What an attribute is added to.
    private enum Target { case span, event, link }

    /// A writer that interns into a store's strings; its batches are for that store alone.
    public init(strings: StringTable) {
        self.strings = StringCache(table: strings)
        columns = ChunkAppender(chunk)
    }

    /// A writer that knows which keys earlier ones have found too varied to intern their values.
    init(tables: SpanStore.Tables) {
        self.init(strings: tables.strings)
        self.tables = tables
        distinct = tables.distinctCounts
    }

    /// Spans appended since the last ``takeBatch()``.
    public var pendingSpans: Int { batch.spanCount + rows - firstRow }

    // MARK: Strings and ids

    /// Finds or adds a string, given as UTF-8.
    @inline(__always)
    public mutating func intern(_ bytes: UnsafeRawPointer, _ count: Int) -> StringID { strings.intern(bytes, count).id }

    /// Finds or adds a string and tells where its bytes are, for decoders that guess which one comes next.
    public mutating func locate(_ bytes: UnsafeRawPointer, _ count: Int) -> InternedString { strings.intern(bytes, count) }

    /// Finds or adds a string.
    public mutating func intern(_ string: String) -> StringID {
        var string = string
        return string.withUTF8 { utf8 in
            guard let start = utf8.baseAddress, utf8.count > 0 else { return StringID.empty }
            return strings.intern(start, utf8.count).id
        }
    }

    /// Gives a number to a span id that is no hex; the same text always gets the same number.
    public mutating func oddSpanID(_ bytes: UnsafeRawPointer, _ count: Int) -> SpanID {
        let number = ByteHash.hash(bytes, count) | 1
        batch.oddIDs[number] = strings.intern(bytes, count).id
        return SpanID(number)
    }

    /// Gives a number to a trace id that is no hex; the same text always gets the same number.
    public mutating func oddTraceID(_ bytes: UnsafeRawPointer, _ count: Int) -> TraceID {
        TraceID(high: Snapshot.oddHigh, low: oddSpanID(bytes, count).rawValue)
    }

    /// Takes over the text of an id that is no hex from a snapshot whose store shares our strings.
    mutating func keepText(of number: UInt64, in snapshot: Snapshot) { batch.oddIDs[number] = snapshot.oddIDs[number] }

    // MARK: Attributes

    /// Adds a string value: interned while its key has few distinct values, kept as text after that.
    ///
    /// - Returns: false when the value was longer than ``TextArena/longestValue`` and was cut.
    @inline(__always)
    public mutating func attribute(_ key: StringID, string bytes: UnsafeRawPointer, _ count: Int) -> Bool {
        let index = Int(key.rawValue)
        if index >= distinct.count { growDistinct(index) }
        if distinct[index] >= Self.distinctLimit || count > 4096 {
            return attribute(key, .text, text: bytes, count)
        }
        let known = strings.count
        append(key, .interned, UInt64(strings.intern(bytes, count).id.rawValue))
        if strings.count != known { distinct[index] += 1 }
        return true
    }

    /// Adds a whole number.
    @inline(__always)
    public mutating func attribute(_ key: StringID, int64 value: Int64) { append(key, .int64, UInt64(bitPattern: value)) }
    /// Adds a real number.
    @inline(__always)
    public mutating func attribute(_ key: StringID, double value: Double) { append(key, .double, value.bitPattern) }
    /// Adds a truth value.
    @inline(__always)
    public mutating func attribute(_ key: StringID, bool value: Bool) { append(key, .bool, value ? 1 : 0) }
    /// Adds a key without a value.
    public mutating func attribute(null key: StringID) { append(key, .null, 0) }
    /// Adds raw bytes; false when they were cut.
    public mutating func attribute(_ key: StringID, bytes: UnsafeRawPointer, _ count: Int) -> Bool {
        attribute(key, .bytes, text: bytes, count)
    }
    /// Adds an array given as JSON text; false when it was cut.
    public mutating func attribute(_ key: StringID, arrayJSON bytes: UnsafeRawPointer, _ count: Int) -> Bool {
        attribute(key, .array, text: bytes, count)
    }
    /// Adds a map given as JSON text; false when it was cut.
    public mutating func attribute(_ key: StringID, mapJSON bytes: UnsafeRawPointer, _ count: Int) -> Bool {
        attribute(key, .map, text: bytes, count)
    }

    mutating func attribute(_ key: StringID, _ type: StoredType, text bytes: UnsafeRawPointer, _ count: Int) -> Bool {
        append(key, type, columns.text.append(bytes, count).rawValue)
        return count <= TextArena.longestValue
    }

    /// Adds a value as it is stored.
    @inline(__always)
    mutating func append(_ key: StringID, _ type: StoredType, _ value: UInt64) {
        switch target {
        case .span: columns.attributes.append(key, type, value)
        case .event: columns.eventAttributes.append(key, type, value)
        case .link: columns.linkAttributes.append(key, type, value)
        }
    }

    @inline(never)
    private mutating func growDistinct(_ index: Int) {
        distinct.append(contentsOf: repeatElement(0, count: index + 256 - distinct.count))
    }

    // MARK: Events, links, warnings

    /// Opens an event: attributes added until ``endEvent(time:name:)`` are its own.
    public mutating func beginEvent() { target = .event }

    /// Closes the event.
    ///
    /// - Parameter name: nil when an attribute names it, as Jaeger's field `event` does.
    public mutating func endEvent(time: Int64, name: StringID? = nil) {
        target = .span
        columns.appendEvent(time: time, name: name)
    }

    /// Opens a link: attributes added until ``endLink(_:trace:isSameTrace:span:hasTextID:)`` are its own.
    public mutating func beginLink() {
        target = .link
        linkAttributeStart = columns.linkAttributes.count
    }

    /// Closes the link: a reference to a span of the same or another trace.
    public mutating func endLink(_ kind: LinkKind, trace: TraceID, isSameTrace: Bool, span: SpanID, hasTextID: Bool) {
        target = .span
        chunk.links.append(
            LinkRecord(
                owner: UInt32(rows), kind: kind.rawValue, hasTextID: hasTextID, isSameTrace: isSameTrace, trace: trace, span: span,
                attributeStart: UInt32(truncatingIfNeeded: linkAttributeStart),
                attributeCount: UInt32(truncatingIfNeeded: columns.linkAttributes.count - linkAttributeStart)))
    }

    /// Adds a link without attributes.
    public mutating func link(_ kind: LinkKind, trace: TraceID, isSameTrace: Bool, span: SpanID, hasTextID: Bool) {
        beginLink()
        endLink(kind, trace: trace, isSameTrace: isSameTrace, span: span, hasTextID: hasTextID)
    }

    /// Adds a warning.
    public mutating func warning(_ text: StringID) { chunk.warnings.append(WarningRecord(owner: UInt32(rows), text: text)) }

    // MARK: Rows

    /// Appends the span with what was added since the last one.
    public mutating func finish(_ span: NewSpan) {
        let row = rows
        chunk.trace[row] = localTrace(span.trace, mayBeCut: span.facts.mayBePiece)
        chunk.id[row] = span.id.rawValue
        chunk.parent[row] = span.parent.rawValue
        chunk.start[row] = span.start
        chunk.duration[row] = span.duration
        chunk.name[row] = span.name.rawValue
        chunk.resource[row] = span.resource.rawValue
        var facts = span.facts
        facts.hasLinks = chunk.links.count > linkCount
        facts.hasWarnings = chunk.warnings.count > warningCount
        chunk.facts[row] = facts
        chunk.attributeStart[row + 1] = UInt32(truncatingIfNeeded: columns.attributes.count)
        chunk.eventStart[row + 1] = UInt32(truncatingIfNeeded: columns.eventTimes.count)
        linkCount = chunk.links.count
        linkAttributeCount = columns.linkAttributes.count
        warningCount = chunk.warnings.count
        rows = row + 1
        if rows == chunk.capacity { nextChunk() }
    }

    /// Forgets attributes, events, links and warnings added since the last ``finish(_:)``.
    public mutating func abandon() {
        target = .span
        columns.attributes.rewind(to: Int(chunk.attributeStart[rows]))
        columns.rewindEvents(to: Int(chunk.eventStart[rows]), in: chunk.events)
        chunk.links.setCount(linkCount)
        columns.linkAttributes.rewind(to: linkAttributeCount)
        chunk.warnings.setCount(warningCount)
    }

    /// Hands over the spans appended so far; the writer goes on in the same chunk.
    ///
    /// A batch is committed before the writer that made it appends again, unless the writer is dropped.
    public mutating func takeBatch() -> SpanBatch {
        closeRange()
        tables?.remember(distinct: distinct)
        let taken = batch
        batch = SpanBatch()
        traces.removeAll(keepingCapacity: true)
        lastTrace = nil
        return taken
    }

    /// Leaves the present chunk to whoever has its batches and begins another.
    public mutating func startChunk() {
        precondition(rows == firstRow, "spans were appended that no batch holds")
        if rows > 0 { nextChunk() }
    }

    private mutating func closeRange() {
        columns.sync()
        if rows > firstRow { batch.ranges.append(SpanBatch.Range(chunk: chunk, rows: firstRow..<rows)) }
        firstRow = rows
    }

    @inline(never)
    private mutating func nextChunk() {
        closeRange()
        chunk = SpanChunk(capacity: SpanChunk.fullCapacity)
        (rows, firstRow, linkCount, linkAttributeCount, warningCount) = (0, 0, 0, 0, 0)
        columns = ChunkAppender(chunk)
    }

    @inline(__always)
    private mutating func localTrace(_ id: TraceID, mayBeCut: Bool) -> UInt32 {
        if let lastTrace, lastTrace.id == id { return lastTrace.local }
        return otherTrace(id, mayBeCut: mayBeCut)
    }

    @inline(never)
    private mutating func otherTrace(_ id: TraceID, mayBeCut: Bool) -> UInt32 {
        let next = UInt32(truncatingIfNeeded: batch.traceIDs.count)
        let local = traces[id] ?? next
        if local == next {
            traces[id] = local
            batch.traceIDs.append(id)
            batch.mayBeCut.append(mayBeCut)
        }
        lastTrace = (id, local)
        return local
    }
}

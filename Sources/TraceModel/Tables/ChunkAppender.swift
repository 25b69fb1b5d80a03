/// A writer's hands on those columns of a ``SpanChunk`` that have other rows than spans.
struct ChunkAppender {
    var attributes: AttributeAppender
    var linkAttributes: AttributeAppender
    var eventAttributes: AttributeAppender
    var text: TextAppender
    private(set) var eventTimes: ColumnAppender<Int64>
    private var eventNames: ColumnAppender<UInt32>
    private var eventStarts: ColumnAppender<UInt32>

    init(_ chunk: SpanChunk) {
        attributes = AttributeAppender(chunk.attributes)
        linkAttributes = AttributeAppender(chunk.linkAttributes)
        eventAttributes = AttributeAppender(chunk.events.attributes)
        text = TextAppender(chunk.text)
        eventTimes = ColumnAppender(chunk.events.times)
        eventNames = ColumnAppender(chunk.events.names)
        eventStarts = ColumnAppender(chunk.events.attributeStarts)
    }

    /// Appends an event with the event attributes since the last one.
    mutating func appendEvent(time: Int64, name: StringID?) {
        eventTimes.append(time)
        eventNames.append(name?.rawValue ?? .max)
        eventStarts.append(UInt32(truncatingIfNeeded: eventAttributes.count))
    }

    /// Takes back the events from `count` on, and attributes of one that was not closed.
    mutating func rewindEvents(to count: Int, in events: EventTable) {
        eventTimes.rewind(to: count)
        eventNames.rewind(to: count)
        eventStarts.rewind(to: count + 1)
        eventAttributes.rewind(to: Int(events.attributeStarts[count]))
    }

    /// Tells the columns how many rows they have.
    func sync() {
        attributes.sync()
        linkAttributes.sync()
        eventAttributes.sync()
        eventTimes.sync()
        eventNames.sync()
        eventStarts.sync()
    }
}

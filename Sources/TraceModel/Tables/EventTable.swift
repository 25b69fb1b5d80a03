/// What happened during spans: a time and attributes each.
///
/// Jaeger calls them logs, Zipkin annotations.
final class EventTable: Sendable {
    let times = Column<Int64>()
    /// Row of the string table, or `UInt32.max` where the name is an attribute `event`.
    let names = Column<UInt32>()
    /// First attribute; the next event's is the end.
    ///
    /// One more than there are events.
    let attributeStarts = Column<UInt32>()
    let attributes = AttributeTable()

    init() { attributeStarts.append(0) }

    var count: Int { times.count }

    var view: EventTableView {
        EventTableView(
            times: times.view, names: names.view, attributeStarts: attributeStarts.view, attributes: attributes.view)
    }
}

/// A reader's hold on an ``EventTable``.
struct EventTableView: Sendable {
    let times: ColumnView<Int64>
    let names: ColumnView<UInt32>
    let attributeStarts: ColumnView<UInt32>
    let attributes: AttributeTableView
}

/// Something that happened at one moment of a span.
public struct Event: Sendable {
    let snapshot: Snapshot
    let chunk: SpanChunkView
    let row: Int

    /// When, in nanoseconds since the Unix epoch.
    public var time: Int64 { chunk.events.times[row] }

    /// What its fields say.
    public var attributes: AttributeList {
        let starts = chunk.events.attributeStarts
        return AttributeList(
            snapshot: snapshot, table: chunk.events.attributes, text: chunk.text, range: Int(starts[row])..<Int(starts[row + 1]))
    }

    /// Its name, when it was given as such and not as an attribute.
    public var nameID: StringID? { chunk.events.names[row] == .max ? nil : StringID(chunk.events.names[row]) }

    /// Its name: given as such, or the field `event`, else the field `message`, `log`; empty when there is none.
    ///
    /// - Complexity: O(attributes)
    public var name: String {
        let named = chunk.events.names[row]
        if named != .max { return snapshot.strings[StringID(named)] }
        for key in ["event", "message", "log"] {
            if let value = attributes[key] { return value.text }
        }
        return ""
    }
}

/// The events of one span, in the order they were read.
public struct EventList: RandomAccessCollection, Sendable {
    let snapshot: Snapshot
    let chunk: SpanChunkView
    let range: Range<Int>

    /// Always 0.
    public var startIndex: Int { 0 }
    /// The number of events.
    public var endIndex: Int { range.count }

    /// One event.
    public subscript(index: Int) -> Event {
        Event(snapshot: snapshot, chunk: chunk, row: range.lowerBound + index)
    }
}

/// One span of a snapshot: a cursor, so that code reads `span.duration`; cheap to make, nothing is copied.
public struct Span: Sendable {
    /// Where its columns are.
    public let snapshot: Snapshot
    /// Its row.
    public let row: SpanRow
    let chunk: SpanChunkView

    init(snapshot: Snapshot, row: SpanRow) {
        self.snapshot = snapshot
        self.row = row
        chunk = snapshot.chunks[row.chunk]
    }

    private var offset: Int { row.offset }

    /// Its id.
    public var id: SpanID { SpanID(chunk.id[offset]) }
    /// Its id as text: 16 hex digits, or what was read when that was no hex; empty when there was none.
    public var idText: String { snapshot.text(of: id, isText: facts.hasTextID) }
    /// The id of the parent it names; nil for a root.
    public var namedParentID: SpanID? { chunk.parent[offset] == 0 ? nil : SpanID(chunk.parent[offset]) }
    /// The id of the parent it names, as text; nil for a root.
    public var namedParentIDText: String? { namedParentID.map { snapshot.text(of: $0, isText: facts.hasTextParentID) } }

    /// Its name's row of the string table.
    public var nameID: StringID { StringID(chunk.name[offset]) }
    /// What it did; Jaeger calls it operation name.
    public var name: String { snapshot.strings[nameID] }

    /// Who produced it: service, resource and instrumentation scope.
    public var resource: Resource { Resource(snapshot: snapshot, id: ResourceID(chunk.resource[offset])) }
    /// The service's row of the string table; nil when the input names none.
    public var serviceID: StringID? { snapshot.serviceID(of: ResourceID(chunk.resource[offset])) }
    /// The service's name; empty when the input names none.
    public var service: String { serviceID.map { snapshot.strings[$0] } ?? "" }

    /// Kind, status, error and the oddities met while reading.
    public var facts: SpanFacts { chunk.facts[offset] }
    /// The role it plays in a call.
    public var kind: SpanKind { facts.kind }
    /// What it says about its outcome.
    public var status: SpanStatus { facts.status }
    /// Whether it failed, by its format's rule.
    public var isError: Bool { facts.isError }
    /// Which input it was read from.
    public var source: SourceID { facts.source }

    /// When it began, in nanoseconds since the Unix epoch; nil when the input does not say.
    public var start: Int64? { facts.lacksStart ? nil : chunk.start[offset] }
    /// How long it took, in nanoseconds, as read: may be negative; 0 when the input does not say.
    public var duration: Int64 { chunk.duration[offset] }
    /// ``start`` plus ``duration``, a negative duration counting as 0; nil without a start.
    public var end: Int64? { start.map { $0.addingSaturated(max(0, duration)) } }

    /// What it says about itself; Jaeger calls them tags.
    public var attributes: AttributeList {
        let range = Int(chunk.attributeStart[offset])..<Int(chunk.attributeStart[offset + 1])
        return AttributeList(snapshot: snapshot, table: chunk.attributes, text: chunk.text, range: range)
    }

    /// What happened during it; Jaeger calls them logs.
    public var events: EventList {
        EventList(snapshot: snapshot, chunk: chunk, range: Int(chunk.eventStart[offset])..<Int(chunk.eventStart[offset + 1]))
    }

    /// Its references, when they say more than "child of one span of this trace"; Jaeger calls them references.
    ///
    /// - Complexity: O(log links + own links)
    public var links: [Link] {
        guard facts.hasLinks else { return [] }
        return chunk.linkRecords(of: offset).map { Link(snapshot: snapshot, chunk: chunk, record: $0) }
    }

    /// Warnings that came with it, without repetitions.
    ///
    /// - Complexity: O(log warnings + own warnings)
    public var warnings: [String] {
        guard facts.hasWarnings else { return [] }
        var warnings: [String] = []
        for record in chunk.warningRecords(of: offset) {
            let text = snapshot.strings[record.text]
            if !warnings.contains(text) { warnings.append(text) }
        }
        return warnings
    }
}

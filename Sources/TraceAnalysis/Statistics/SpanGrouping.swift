import TraceModel

/// What the spans of a statistics table are grouped by.
public enum SpanGrouping: Hashable, Sendable {
    /// The service's name.
    case service
    /// The span's name.
    case operation
    /// The value, as text, of an attribute of the span or else of its resource.
    case attribute(String)
}

/// Numbers the values that spans are grouped by, in the order in which they are met.
struct GroupNumbers {
    /// The group of spans without a value.
    static let without: UInt32 = 0
    /// The values, by number; that of ``without`` is nil.
    private(set) var values: [String?] = [nil]

    private let grouping: SpanGrouping
    private let snapshot: Snapshot
    private let key: StringID?
    private var numberOfText: [String: UInt32] = [:]
    /// Most values are strings of the table, which need not be read again.
    private var numberOfString: [StringID: UInt32] = [:]

    init(_ grouping: SpanGrouping, in snapshot: Snapshot) {
        self.grouping = grouping
        self.snapshot = snapshot
        if case .attribute(let name) = grouping { key = snapshot.strings.find(name) } else { key = nil }
    }

    /// The group of the span shown at a position, by the first of its pieces that has a value; ``without`` when none has one, or
    /// only empty ones.
    mutating func number(of position: Int, in tree: TraceTree, _ spans: WholeSpans) -> UInt32 {
        let number = number(of: tree.spanRow(at: position))
        if number != Self.without { return number }
        for piece in spans.pieces(of: position, in: tree) {
            let number = self.number(of: tree.spanRow(at: piece))
            if number != Self.without { return number }
        }
        return Self.without
    }

    private mutating func number(of row: SpanRow) -> UInt32 {
        let chunk = snapshot.chunks[row.chunk]
        let resource = ResourceID(chunk.resource[row.offset])
        switch grouping {
        case .service: return number(of: snapshot.serviceID(of: resource) ?? .empty)
        case .operation: return number(of: StringID(chunk.name[row.offset]))
        case .attribute:
            guard let key else { return Self.without }
            let own = number(of: key, in: snapshot[row].attributes)
            return own == Self.without ? number(of: key, in: snapshot[resource].attributes) : own
        }
    }

    private mutating func number(of key: StringID, in attributes: AttributeList) -> UInt32 {
        guard let attribute = attributes.first(where: { $0.keyID == key }) else { return Self.without }
        return attribute.valueID.map { number(of: $0) } ?? number(of: attribute.value.text)
    }

    private mutating func number(of string: StringID) -> UInt32 {
        if let known = numberOfString[string] { return known }
        let number = number(of: snapshot.strings[string])
        numberOfString[string] = number
        return number
    }

    private mutating func number(of text: String) -> UInt32 {
        if text.isEmpty { return Self.without }
        if let known = numberOfText[text] { return known }
        let number = UInt32(truncatingIfNeeded: values.count)
        numberOfText[text] = number
        values.append(text)
        return number
    }
}

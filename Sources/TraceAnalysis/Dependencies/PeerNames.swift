import TraceModel

/// Finds out whom a span without children calls, from what it says about its peer.
///
/// Clients and producers call; a span of unspecified kind does when it names a database, which calls nobody. The first
/// of the keys that has a text for a value names the peer: who it is said to be, what kind of thing it is, where it is.
struct PeerNames {
    /// OpenTelemetry's names and OpenTracing's; the second half of each list is older.
    private static let identities = ["peer.service", "service.peer.name", "external.service"]
    private static let databases = ["db.system.name", "db.system", "db.type"]
    private static let others = ["messaging.system", "server.address", "net.peer.name", "peer.hostname"]

    private let snapshot: Snapshot
    /// The keys that occur at all, in order of preference.
    private let keys: [StringID]
    private let databaseKeys: [StringID]

    init(_ snapshot: Snapshot) {
        self.snapshot = snapshot
        keys = (Self.identities + Self.databases + Self.others).compactMap { snapshot.strings.find($0) }
        databaseKeys = Self.databases.compactMap { snapshot.strings.find($0) }
    }

    /// What the span in row `offset` calls; nil when it calls nobody that it names.
    ///
    /// - Complexity: O(attributes)
    func name(_ chunk: SpanChunkView, _ offset: Int) -> String? {
        let rows = chunk.attributeRows(of: offset)
        if keys.isEmpty || rows.isEmpty { return nil }
        let attributes = chunk.packedAttributes
        switch chunk.facts[offset].kind {
        case .client, .producer: break
        case .unspecified:
            guard databaseKeys.contains(where: { text($0, attributes, rows) != nil }) else { return nil }
        case .internal, .server, .consumer: return nil
        }
        for key in keys {
            if let name = text(key, attributes, rows) { return name }
        }
        return nil
    }

    private func text(_ key: StringID, _ attributes: PackedAttributes, _ rows: Range<Int>) -> String? {
        guard let row = attributes.firstRow(of: key, in: rows) else { return nil }
        let text: String
        switch attributes.value(row) {
        case .interned(let id): text = snapshot.strings[id]
        case .text(let reference): text = String(decoding: attributes.text[reference], as: UTF8.self)
        default: return nil
        }
        return text.isEmpty ? nil : text
    }
}

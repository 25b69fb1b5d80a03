import TraceModel

/// Reads what the spans of one snapshot say into a ``DifferenceTally``.
struct DifferenceReader {
    private typealias Kind = DifferenceItems.Content.Kind

    private let snapshot: Snapshot
    private var strings: StringNumbers
    /// The numbers of a string as a key of spans, of events and of links, plus 1.
    private var spanKeys: [UInt32]
    private var eventKeys: [UInt32]
    private var linkKeys: [UInt32]
    /// What each resource says, once it was read, and the last trace that it was noted of.
    private var resources: [[Statement]?]
    private var traceOfResource: [LastTrace]
    /// Resource and name of each operation met, the numbers of its statement, and the last trace that it was noted of.
    private var operations = PairTable()
    private var statements: [Statement] = []
    private var traceOfOperation: [LastTrace] = []
    private var trace = 0

    /// A key with a value.
    private struct Statement {
        let key: Int
        let kind: DifferenceItems.Content.Kind
        let bits: UInt64
    }

    /// The last trace that something was noted of, and the last one of a matched span of which it was.
    private struct LastTrace {
        private var any = 0, matched = 0

        /// Whether it is to be noted, which then is done.
        mutating func isNews(_ trace: Int, _ isMatched: Bool) -> Bool {
            if any == trace, !isMatched || matched == trace { return false }
            any = trace
            if isMatched { matched = trace }
            return true
        }
    }

    init(_ snapshot: Snapshot) {
        self.snapshot = snapshot
        strings = StringNumbers(snapshot)
        spanKeys = Array(repeating: 0, count: snapshot.strings.count)
        eventKeys = spanKeys
        linkKeys = spanKeys
        resources = Array(repeating: nil, count: snapshot.resourceCount)
        traceOfResource = Array(repeating: LastTrace(), count: snapshot.resourceCount)
    }

    /// Goes on to the next trace.
    mutating func begin() { trace += 1 }

    /// Reads one span.
    ///
    /// - Complexity: O(attributes)
    mutating func read(_ chunk: SpanChunkView, _ offset: Int, isMatched: Bool, into tally: inout DifferenceTally) {
        let resource = chunk.resource[offset]
        if traceOfResource[Int(resource)].isNews(trace, isMatched) { note(ResourceID(resource), in: &tally) }
        let operation = operations.number(of: resource, chunk.name[offset])
        if operation == statements.count { learnOperation(ResourceID(resource), StringID(chunk.name[offset]), &tally) }
        if traceOfOperation[operation].isNews(trace, isMatched) { note(statements[operation], in: &tally) }
        let attributes = chunk.packedAttributes
        for row in chunk.attributeRows(of: offset) {
            let key = Self.key(attributes.keyID(row), .span, &spanKeys, &strings, &tally)
            note(attributes, row, under: key, in: &tally)
        }
        readEvents(chunk, offset, into: &tally)
        let rows = chunk.linkAttributeRows(of: offset)
        if rows.isEmpty { return }
        let ofLinks = chunk.packedLinkAttributes
        for row in rows {
            let key = Self.key(ofLinks.keyID(row), .link, &linkKeys, &strings, &tally)
            note(ofLinks, row, under: key, in: &tally)
        }
    }

    private mutating func readEvents(_ chunk: SpanChunkView, _ offset: Int, into tally: inout DifferenceTally) {
        let events = chunk.eventRows(of: offset)
        if events.isEmpty { return }
        let fields = chunk.packedEventAttributes
        for row in chunk.eventAttributeRows(of: offset) {
            let key = Self.key(fields.keyID(row), .event, &eventKeys, &strings, &tally)
            note(fields, row, under: key, in: &tally)
        }
        for event in events {
            guard let name = chunk.eventNameID(event) else { continue }
            // Where Jaeger has the name.
            let key = tally.key(.event, tally.text("event"))
            tally.note(key, .text, UInt64(tally.text(name, &strings)))
        }
    }

    @inline(__always)
    private static func key(
        _ id: StringID, _ scope: DifferenceItem.Scope, _ known: inout [UInt32], _ strings: inout StringNumbers,
        _ tally: inout DifferenceTally
    ) -> Int {
        let number = known[Int(id.rawValue)]
        if number > 0 { return Int(number) - 1 }
        let key = tally.key(scope, tally.text(id, &strings))
        known[Int(id.rawValue)] = UInt32(truncatingIfNeeded: key + 1)
        return key
    }

    @inline(__always)
    private mutating func note(_ attributes: PackedAttributes, _ row: Int, under key: Int, in tally: inout DifferenceTally) {
        switch attributes.value(row) {
        case .interned(let id): tally.note(key, .text, UInt64(tally.text(id, &strings)))
        case .text(let reference): tally.note(key, .text) { UInt64($0.text(attributes.text[reference])) }
        case .bytes(let reference): tally.note(key, .bytes) { UInt64($0.text(attributes.text[reference])) }
        case .int64(let number): tally.note(key, .int64, UInt64(bitPattern: number))
        case .double(let number): tally.note(key, .double, number.bitPattern)
        case .bool(let truth): tally.note(key, .bool, truth ? 1 : 0)
        case .null: tally.note(key, .null, 0)
        }
    }

    private func note(_ statement: Statement, in tally: inout DifferenceTally) {
        tally.note(statement.key, statement.kind, statement.bits)
    }

    // MARK: Resources and operations

    private mutating func note(_ id: ResourceID, in tally: inout DifferenceTally) {
        let row = Int(id.rawValue)
        if resources[row] == nil { resources[row] = statements(of: snapshot[id], &tally) }
        for statement in resources[row] ?? [] { note(statement, in: &tally) }
    }

    private mutating func statements(of resource: Resource, _ tally: inout DifferenceTally) -> [Statement] {
        let service = tally.text(resource.serviceID ?? .empty, &strings)
        var said = [Statement(key: tally.key(.service, tally.text("service.name")), kind: .text, bits: UInt64(service))]
        for attribute in resource.attributes {
            said.append(statement(attribute, .resource, &tally))
        }
        guard let scope = resource.scope else { return said }
        for (word, id) in [("otel.scope.name" as StaticString, scope.nameID), ("otel.scope.version", scope.versionID)] {
            said.append(Statement(key: tally.key(.scope, tally.text(word)), kind: .text, bits: UInt64(tally.text(id, &strings))))
        }
        return said + scope.attributes.map { statement($0, .scope, &tally) }
    }

    private mutating func statement(_ attribute: Attribute, _ scope: DifferenceItem.Scope, _ tally: inout DifferenceTally) -> Statement {
        let key = tally.key(scope, tally.text(attribute.keyID, &strings))
        if let bytes = attribute.utf8 { return Statement(key: key, kind: .text, bits: UInt64(tally.text(bytes))) }
        switch attribute.value {
        case .int64(let number): return Statement(key: key, kind: .int64, bits: UInt64(bitPattern: number))
        case .double(let number): return Statement(key: key, kind: .double, bits: number.bitPattern)
        case .bool(let truth): return Statement(key: key, kind: .bool, bits: truth ? 1 : 0)
        case .null: return Statement(key: key, kind: .null, bits: 0)
        // Bytes have no place of their own that could be pointed at, and nobody groups hosts by them.
        case .bytes, .string, .array, .map: return Statement(key: key, kind: .presence, bits: 0)
        }
    }

    private mutating func learnOperation(_ resource: ResourceID, _ name: StringID, _ tally: inout DifferenceTally) {
        let service = tally.text(snapshot.serviceID(of: resource) ?? .empty, &strings)
        statements.append(Statement(key: tally.key(.operation, service), kind: .text, bits: UInt64(tally.text(name, &strings))))
        traceOfOperation.append(LastTrace())
    }
}

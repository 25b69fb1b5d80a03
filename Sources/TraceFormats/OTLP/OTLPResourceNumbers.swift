import TraceModel

/// A resource or scope as it stands in a document.
struct OTLPEntry: Hashable {
    /// What it is written as; empty for one of which nothing is known.
    var object: [UInt8] = []
    /// The field with its schema, which stands beside it; empty without one.
    var schema: [UInt8] = []
}

/// Makes resources and scopes in one form of OTLP.
protocol OTLPEntryMaker {
    init()
    mutating func entry(_ resource: Resource, _ keys: OTLPKeys, _ tally: inout ConversionTally) -> OTLPEntry
    mutating func entry(_ scope: InstrumentationScope, _ keys: OTLPKeys, _ tally: inout ConversionTally) -> OTLPEntry
    mutating func entry(_ scope: OTLPTaggedScope) -> OTLPEntry
}

/// The resources and scopes of a document, numbered, each made once.
struct OTLPResourceNumbers<Maker: OTLPEntryMaker> {
    private var resources = OTLPNumbering<OTLPEntry>()
    private var scopes = OTLPNumbering<OTLPEntry>()
    private var maker = Maker()

    /// A resource by its number.
    subscript(resource number: Int) -> OTLPEntry { resources.entries[number] }
    /// A scope by its number.
    subscript(scope number: Int) -> OTLPEntry { scopes.entries[number] }

    /// Makes ready for the resources of another snapshot.
    mutating func use(_ snapshot: Snapshot) {
        resources.use(snapshot)
        scopes.use(snapshot)
    }

    /// The number of a span's resource.
    mutating func resource(of span: Span, _ keys: OTLPKeys, _ tally: inout ConversionTally) -> Int {
        let resource = span.resource
        return resources.number(of: resource.id) { maker.entry(resource, keys, &tally) }
    }

    /// The number of a span's scope: its resource row's, or else the one its tags name.
    mutating func scope(of span: Span, _ keys: OTLPKeys, _ tally: inout ConversionTally) -> Int {
        let resource = span.resource
        if resource.scope == nil, keys.hasScopeTags, let tagged = OTLPTaggedScope(span.attributes, keys) {
            return scopes.number(of: maker.entry(tagged))
        }
        return scopes.number(of: resource.id) { resource.scope.map { maker.entry($0, keys, &tally) } ?? OTLPEntry() }
    }
}

/// All spans known at one moment: immutable, shared by reference, published while loading without copying a column.
public final class Snapshot: Sendable {
    /// Counts snapshots of one store; a greater number is a later one.
    public let generation: Int
    /// The columns, chunk by chunk, for loops over all spans.
    public let chunks: [SpanChunkView]
    /// Names, keys and repeating values.
    public let strings: Strings
    /// Traces in the order they were first met.
    public let traces: [TraceRow]
    /// Spans in all, duplicates included.
    public let spanCount: Int
    /// What was read, in order.
    public let sources: [Source]
    /// Traces of which only a summary is known, in no order; none of them is among ``traces``.
    public let summaries: [TraceSummary]

    let resources: ResourceTableView
    let traceRecords: ColumnView<TraceRecord>
    let tree: ColumnView<TreeNode>
    let oddIDs: [UInt64: StringID]
    let owner: SpanStore.Storage
    private let treeOwner: Column<TreeNode>
    private let chunkOwners: [SpanChunk]

    init(
        generation: Int, storage: SpanStore.Storage, tree: Column<TreeNode>, chunks: [SpanChunk], traces: [TraceRow], spanCount: Int,
        sources: [Source], summaries: [TraceSummary], oddIDs: [UInt64: StringID]
    ) {
        self.generation = generation
        self.chunks = chunks.map(\.view)
        self.traces = traces
        self.spanCount = spanCount
        self.sources = sources
        self.summaries = summaries
        self.oddIDs = oddIDs
        owner = storage
        treeOwner = tree
        chunkOwners = chunks
        strings = storage.strings.view
        resources = storage.resources.view
        traceRecords = storage.traces.view
        self.tree = tree.view
    }

    /// A snapshot of nothing.
    public static let empty = SpanStore().publish()

    /// One trace.
    public subscript(row: TraceRow) -> Trace { Trace(snapshot: self, row: row) }
    /// One span.
    public subscript(row: SpanRow) -> Span { Span(snapshot: self, row: row) }
    /// One resource.
    public subscript(id: ResourceID) -> Resource { Resource(snapshot: self, id: id) }
    /// The number of distinct resources.
    public var resourceCount: Int { resources.count }

    /// The service of a resource; nil when the input names none.
    @inline(__always)
    public func serviceID(of resource: ResourceID) -> StringID? {
        let row = resources.services[Int(resource.rawValue)]
        return row == .max ? nil : StringID(row)
    }

    /// The trace with this id.
    ///
    /// - Complexity: O(traces)
    public func trace(_ id: TraceID) -> Trace? { traces.lazy.map { self[$0] }.first { $0.id == id } }

    /// The traces whose id, as text, begins with `prefix`, whatever the case and leading zeros.
    ///
    /// - Complexity: O(traces)
    public func traces(idPrefix prefix: String) -> [Trace] {
        let wanted = prefix.lowercased()
        let exact = TraceID(hex: wanted)
        var found: [Trace] = []
        for row in traces {
            let trace = self[row]
            if trace.id == exact { return [trace] }
            if trace.idText.lowercased().hasPrefix(wanted) { found.append(trace) }
        }
        return found
    }

    /// A trace id as it is shown.
    public func text(of id: TraceID) -> String {
        if id.high == Self.oddHigh, let text = oddIDs[id.low] { return strings[text] }
        return id.hex
    }

    /// A span id as it is shown; `isText` tells that it was not plain hex.
    public func text(of id: SpanID, isText: Bool) -> String {
        if isText { return oddIDs[id.rawValue].map { strings[$0] } ?? "" }
        return id.hex
    }

    /// The upper half that marks a trace id made from text that was no hex.
    static let oddHigh: UInt64 = 0x7370_616e_686f_756e
}

/// An input that spans were read from.
public struct Source: Equatable, Sendable {
    /// Its path as it was given; `-` for standard input.
    public let name: String
    /// Its format by the name `summary --json` uses: `jaeger-json`.
    public var format: String?
    /// `gzip`, `zstd`, or nil.
    public var compression: String?
    /// Span objects read from it.
    public var spans = 0
    /// Distinct trace ids among them.
    public var traces = 0
    /// What was skipped, mended or lost.
    public var diagnostics = DiagnosticList()

    /// Names an input of which nothing was read yet.
    public init(name: String) { self.name = name }
}

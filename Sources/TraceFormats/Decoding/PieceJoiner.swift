import TraceModel

/// Puts pieces, given in input order, into a store: fills in resources and holds spans back until theirs are known.
public struct PieceJoiner {
    /// Marks a resource column's value as a process id's row of the string table.
    static let placeholder: UInt32 = 0x8000_0000

    private let noResource: ResourceID
    private var held: [DecodedPiece] = []
    private var traceNumbers: Set<UInt32> = []
    /// Distinct traces among the spans committed.
    public var traceCount: Int { traceNumbers.count }
    /// What was skipped, mended or lost so far.
    public private(set) var diagnostics = DiagnosticList()
    /// Formats met so far.
    public private(set) var formats = FormatTally()
    /// Keys of the top-level object, to say what a foreign file looks like.
    public private(set) var topLevelKeys: [String] = []
    /// Spans that have a name or a start.
    public private(set) var placeableSpans = 0
    /// Spans joined.
    public private(set) var spanCount = 0
    /// Spans held back because their trace goes on.
    public private(set) var heldSpans = 0
    /// The trace that goes on, and how many of its spans were read.
    public private(set) var openTrace: (id: TraceID, spans: Int)?

    /// Begins a file.
    public init(resources: ResourceTable) { noResource = resources.add(service: nil, attributes: []) }

    /// Takes the next piece; commits what is complete.
    public mutating func join(_ piece: DecodedPiece, into store: SpanStore) {
        formats.add(piece.report.formats)
        diagnostics.add(contentsOf: piece.report.diagnostics)
        for key in piece.report.topLevelKeys where topLevelKeys.count < 4 { topLevelKeys.append(key) }
        placeableSpans += piece.report.placeableSpans
        spanCount += piece.spanCount
        held.append(piece)
        heldSpans += piece.spanCount
        trackOpenTrace(piece)
        if !piece.endsInsideTrace { release(into: store) }
    }

    /// Adds a finding made outside the decoder.
    public mutating func report(_ diagnostic: Diagnostic) { diagnostics.add(diagnostic) }

    /// Hands over the findings made since the last time.
    public mutating func takeDiagnostics() -> DiagnosticList {
        defer { diagnostics = DiagnosticList() }
        return diagnostics
    }

    /// Why an input that ends with `last` is no trace file; nil when it is one.
    ///
    /// An input is refused when no span was found in it, or when it breaks off after spans with neither name nor start.
    public func refusal(endingWith last: DecodedPiece) -> Diagnostic? {
        var findings = diagnostics
        findings.add(contentsOf: last.report.diagnostics)
        let broken = findings.entries.first { [.syntaxError, .damagedMessage, .truncated].contains($0.code) }
        if spanCount + last.spanCount > 0 { return placeableSpans + last.placeableSpans == 0 ? broken : nil }
        if let broken { return broken }
        let keys = topLevelKeys.isEmpty ? last.report.topLevelKeys : topLevelKeys
        if !formats.ranked.isEmpty || !last.report.formats.ranked.isEmpty { return nil }
        if let other = findings.entries.first(where: { $0.code == .otherSignal }) {
            return Diagnostic(.notATraceFile, at: Place(), found: "OpenTelemetry \(other.found)")
        }
        if keys.isEmpty, findings.entries.isEmpty, last.endOffset == 0 { return Diagnostic(.emptyFile, at: Place()) }
        return Diagnostic(.notATraceFile, at: Place(), found: keys.isEmpty ? "" : "JSON with the keys " + keys.joined(separator: ", "))
    }

    /// Commits what is still held back: the file ended within a trace object.
    ///
    /// - Parameter isInterrupted: the user wanted no more of it; spans whose process was still to come are then no fault of the file.
    public mutating func finish(into store: SpanStore, isInterrupted: Bool = false) {
        let before = diagnostics
        release(into: store)
        guard isInterrupted else { return }
        diagnostics = before
        diagnostics.add(Diagnostic(.interrupted, at: Place()))
    }

    private mutating func trackOpenTrace(_ piece: DecodedPiece) {
        guard piece.endsInsideTrace, let object = piece.report.objects.last else {
            openTrace = nil
            return
        }
        let spans = object.spanCount ?? 0
        if piece.report.objects.count == 1, piece.report.startsInsideTrace, let openTrace {
            self.openTrace = (openTrace.id, openTrace.spans + spans)
        } else if let id = object.trace ?? piece.batch.traceIDs.last {
            openTrace = (id, spans)
        }
    }

    /// Resolves process ids and commits all pieces held.
    ///
    /// An object that spans several pieces takes the processes found in any of them.
    private mutating func release(into store: SpanStore) {
        var parts: [(piece: Int, object: DecodedReport.Object)] = []
        for (index, piece) in held.enumerated() {
            for (place, object) in piece.report.objects.enumerated() {
                let continues = place == 0 && piece.report.startsInsideTrace
                if !continues { resolve(&parts) }
                parts.append((index, object))
            }
            if !piece.endsInsideTrace { resolve(&parts) }
        }
        resolve(&parts)
        for piece in held { traceNumbers.formUnion(store.commit(piece.batch)) }
        held.removeAll()
        heldSpans = 0
    }

    private mutating func resolve(_ parts: inout [(piece: Int, object: DecodedReport.Object)]) {
        var processes: [UInt32: UInt32] = [:]
        for part in parts {
            for process in part.object.processes where processes[process.id.rawValue] == nil {
                processes[process.id.rawValue] = process.resource.rawValue
            }
        }
        var missing = 0
        for part in parts {
            var last: (placeholder: UInt32, resource: UInt32)?
            held[part.piece].batch.updateResources(first: part.object.firstSpan, count: part.object.spanCount ?? 0) { value in
                guard value & Self.placeholder != 0 else { return value }
                if let last, last.placeholder == value { return last.resource }
                guard let resource = processes[value & ~Self.placeholder] else {
                    missing += 1
                    return noResource.rawValue
                }
                last = (value, resource)
                return resource
            }
        }
        if missing > 0 { diagnostics.add(Diagnostic(.missingProcess, at: Place(), count: missing)) }
        parts.removeAll(keepingCapacity: true)
    }
}

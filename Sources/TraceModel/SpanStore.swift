/// Where spans are gathered: takes batches from writers, groups them by trace, publishes snapshots.
///
/// One task owns a store. Its writers may work elsewhere; their batches come back through ``commit(_:)`` in input order.
/// A class because snapshots share its columns.
public final class SpanStore {
    /// The columns that snapshots share; kept alive by each of them.
    final class Storage: Sendable {
        let strings = StringTable()
        let resources = ResourceTable()
        let traces = Column<TraceRecord>()
        let tree = Column<TreeNode>()
        let traceIDs = Column<TraceID>()
    }

    let storage = Storage()
    private var chunks: [SpanChunk] = []
    private var chunkNumbers: [ObjectIdentifier: Int] = [:]
    private var numbers: [TraceID: UInt32] = [:]
    private var runs = RunTable()
    private var rowOfTrace: [UInt32] = []
    private var traces: [TraceRow] = []
    private var positionInTraces: [UInt32] = []
    private var changed: [UInt32] = []
    private var isChanged: [Bool] = []
    private var oddIDs: [UInt64: StringID] = [:]
    private var generation = 0
    private var assembler = TraceAssembler()

    /// What was read; decoders fill it in.
    public var sources: [Source] = []
    /// Spans committed.
    public private(set) var spanCount = 0
    /// Distinct trace ids committed.
    public var traceCount: Int { numbers.count }
    /// Spans whose earlier assembly a later batch made obsolete; the price of publishing early.
    public private(set) var supersededSpans = 0

    /// Creates an empty store.
    public init() {}

    /// A writer of its own for one task.
    public func writer() -> SpanWriter { SpanWriter(strings: storage.strings) }
    /// Every distinct string; safe to use from any task, as ``SpanWriter/init(strings:)`` does.
    public var strings: StringTable { storage.strings }
    /// Who produced spans; safe to use from any task.
    public var resources: ResourceTable { storage.resources }

    /// Registers an input.
    public func addSource(_ name: String) -> SourceID {
        precondition(sources.count < SpanFacts.sourceLimit, "the caller bounds the number of inputs")
        sources.append(Source(name: name))
        return SourceID(UInt32(sources.count - 1))
    }

    /// Takes a batch in: its spans are part of the next snapshot.
    ///
    /// - Complexity: O(spans)
    public func commit(_ batch: SpanBatch) {
        let final = batch.traceIDs.map(number(of:))
        for (id, text) in batch.oddIDs { oddIDs[id] = text }
        for range in batch.ranges {
            let chunkNumber = number(of: range.chunk)
            var row = range.rows.lowerBound
            while row < range.rows.upperBound {
                let local = range.chunk.trace[row], number = final[Int(local)]
                let first = row
                repeat {
                    range.chunk.trace[row] = number
                    row += 1
                } while row < range.rows.upperBound && range.chunk.trace[row] == local
                runs.append(first: SpanRow(chunk: chunkNumber, offset: first), count: row - first, to: Int(number))
                markChanged(number)
            }
            range.chunk.count = range.rows.upperBound
            spanCount += range.rows.count
        }
    }

    /// Assembles what changed and hands out a snapshot of everything committed.
    ///
    /// - Complexity: O(spans of changed traces · log) + O(traces)
    public func publish() -> Snapshot {
        let context = TraceAssembler.Context(chunks: chunks.map(\.view), resources: storage.resources.view)
        for number in changed {
            let row = TraceRow(UInt32(truncatingIfNeeded: storage.traces.count))
            let record = assembler.assemble(number: number, runs: runs, context: context, into: storage.tree)
            storage.traces.append(record)
            isChanged[Int(number)] = false
            if rowOfTrace[Int(number)] == .max {
                positionInTraces[Int(number)] = UInt32(truncatingIfNeeded: traces.count)
                traces.append(row)
            } else {
                supersededSpans += Int(storage.traces[Int(rowOfTrace[Int(number)])].spanCount)
                traces[Int(positionInTraces[Int(number)])] = row
            }
            rowOfTrace[Int(number)] = row.rawValue
        }
        changed.removeAll(keepingCapacity: true)
        generation += 1
        return Snapshot(
            generation: generation, storage: storage, chunks: chunks, traces: traces, spanCount: spanCount, sources: sources,
            oddIDs: oddIDs)
    }

    private func markChanged(_ number: UInt32) {
        if !isChanged[Int(number)] {
            isChanged[Int(number)] = true
            changed.append(number)
        }
    }

    private func number(of id: TraceID) -> UInt32 {
        let next = UInt32(truncatingIfNeeded: numbers.count)
        let number = numbers[id] ?? next
        if number == next {
            numbers[id] = number
            storage.traceIDs.append(id)
            runs.addTrace()
            rowOfTrace.append(.max)
            positionInTraces.append(.max)
            isChanged.append(false)
        }
        return number
    }

    private func number(of chunk: SpanChunk) -> Int {
        if let known = chunkNumbers[ObjectIdentifier(chunk)] { return known }
        precondition(chunks.count < 1 << 16, "the span table is full: 65,536 chunks")
        chunkNumbers[ObjectIdentifier(chunk)] = chunks.count
        chunks.append(chunk)
        return chunks.count - 1
    }
}

/// Which rows belong to which trace, as runs of neighbouring rows chained in input order.
struct RunTable {
    struct Run {
        var first: SpanRow
        var count: UInt32
        var next: UInt32
    }

    private(set) var runs: [Run] = []
    private var heads: [UInt32] = []
    private var tails: [UInt32] = []

    mutating func addTrace() {
        heads.append(.max)
        tails.append(.max)
    }

    mutating func append(first: SpanRow, count: Int, to trace: Int) {
        let tail = tails[trace]
        if tail != .max, runs[Int(tail)].first.rawValue + runs[Int(tail)].count == first.rawValue, first.offset > 0 {
            runs[Int(tail)].count += UInt32(count)
            return
        }
        let run = UInt32(truncatingIfNeeded: runs.count)
        runs.append(Run(first: first, count: UInt32(count), next: .max))
        if tail == .max { heads[trace] = run } else { runs[Int(tail)].next = run }
        tails[trace] = run
    }

    /// Calls `body` with each run of a trace, in input order.
    func forEach(of trace: Int, _ body: (Run) -> Void) {
        var at = heads[trace]
        while at != .max {
            body(runs[Int(at)])
            at = runs[Int(at)].next
        }
    }
}

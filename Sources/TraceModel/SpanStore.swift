import Synchronization

/// Where spans are gathered: takes batches from writers, groups them by trace, publishes snapshots.
///
/// One task owns a store. Its writers may work elsewhere; their batches come back through ``commit(_:)`` in input order.
/// A class because snapshots share its columns.
public final class SpanStore {
    /// The strings and resources that spans refer to; stores that share them can take over each other's spans.
    ///
    /// A class because it grows, whoever holds it.
    public final class Tables: Sendable {
        let strings = StringTable()
        let resources = ResourceTable()
        /// Distinct values of each key, by the key's row: what one writer has found too varied no later one interns.
        private let distinct = Mutex<[UInt32]>([])

        /// Creates empty tables.
        public init() {}

        var distinctCounts: [UInt32] { distinct.withLock { $0 } }

        /// Takes note of what a writer has counted.
        func remember(distinct counts: [UInt32]) {
            distinct.withLock { known in
                if counts.count > known.count { known += repeatElement(0, count: counts.count - known.count) }
                for (key, count) in counts.enumerated() where count > known[key] { known[key] = count }
            }
        }
    }

    /// The columns that snapshots share; kept alive by each of them.
    final class Storage: Sendable {
        let tables: Tables
        let traces = Column<TraceRecord>()
        var strings: StringTable { tables.strings }
        var resources: ResourceTable { tables.resources }

        init(_ tables: Tables) { self.tables = tables }
    }

    /// Trees that have to be obsolete before those that are not are copied together.
    static let obsoleteNodes = 1 << 20

    let storage: Storage
    private var tree = Column<TreeNode>()
    /// Nodes kept, of present trees and obsolete ones.
    var treeNodes: Int { tree.count }
    private var chunks: [SpanChunk] = []
    private var chunkNumbers: [ObjectIdentifier: Int] = [:]
    private var numbers = TraceNumbers()
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
    /// What is known of traces whose spans are not here; the caller leaves out those whose spans are.
    public var summaries: [TraceSummary] = []
    /// Spans committed.
    public private(set) var spanCount = 0
    /// Distinct trace ids committed.
    public var traceCount: Int { numbers.ids.count }
    /// Spans whose earlier assembly a later batch made obsolete; the price of publishing early.
    public private(set) var supersededSpans = 0

    /// Creates an empty store.
    public init(tables: Tables = Tables()) { storage = Storage(tables) }

    /// What was published so far, for stores that begin with it; nothing may be committed to this one any more.
    public func foundation() -> Foundation {
        precondition(changed.isEmpty, "what was committed must have been published")
        return Foundation(
            storage: storage, tree: tree, chunks: chunks, chunkNumbers: chunkNumbers, numbers: numbers, runs: runs, rowOfTrace: rowOfTrace,
            traces: traces, positionInTraces: positionInTraces, oddIDs: oddIDs, sources: sources, spanCount: spanCount)
    }

    /// A store that holds what another one held, and goes on by itself.
    ///
    /// - Complexity: O(traces) + O(spans) for the shape of the traces; the spans themselves are shared
    public init(_ foundation: Foundation) {
        storage = Storage(foundation.storage.tables)
        storage.traces.append(contentsOf: foundation.storage.traces)
        tree.append(contentsOf: foundation.tree)
        chunks = foundation.chunks
        chunkNumbers = foundation.chunkNumbers
        numbers = foundation.numbers
        runs = foundation.runs
        rowOfTrace = foundation.rowOfTrace
        traces = foundation.traces
        positionInTraces = foundation.positionInTraces
        isChanged = Array(repeating: false, count: foundation.rowOfTrace.count)
        oddIDs = foundation.oddIDs
        sources = foundation.sources
        spanCount = foundation.spanCount
    }

    /// What a store held at a moment; it does not change any more.
    public struct Foundation: Sendable {
        let storage: Storage
        let tree: Column<TreeNode>
        let chunks: [SpanChunk]
        let chunkNumbers: [ObjectIdentifier: Int]
        let numbers: TraceNumbers
        let runs: RunTable
        let rowOfTrace: [UInt32]
        let traces: [TraceRow]
        let positionInTraces: [UInt32]
        let oddIDs: [UInt64: StringID]
        /// What was read.
        public let sources: [Source]
        let spanCount: Int

        /// What the stores of answers must share.
        public var tables: Tables { storage.tables }
    }

    /// A writer of its own for one task.
    public func writer() -> SpanWriter { SpanWriter(tables: storage.tables) }
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
    /// - Returns: the numbers of its traces.
    /// - Complexity: O(spans)
    @discardableResult
    public func commit(_ batch: SpanBatch) -> [UInt32] {
        let final = zip(batch.traceIDs, batch.mayBeCut).map { number(of: $0, mayBeCut: $1) }
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
        return final
    }

    /// Assembles what changed and hands out a snapshot of everything committed.
    ///
    /// - Complexity: O(spans of changed traces · log) + O(traces)
    public func publish() -> Snapshot {
        let context = TraceAssembler.Context(chunks: chunks.map(\.view), resources: storage.resources.view)
        for number in changed {
            let row = TraceRow(UInt32(truncatingIfNeeded: storage.traces.count))
            var record = assembler.assemble(number: number, runs: runs, context: context, into: tree)
            record.id = numbers.ids[Int(number)]
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
        if tree.count > 2 * spanCount + Self.obsoleteNodes { dropObsoleteTrees() }
        generation += 1
        return Snapshot(
            generation: generation, storage: storage, tree: tree, chunks: chunks, traces: traces, spanCount: spanCount, sources: sources,
            summaries: summaries, oddIDs: oddIDs)
    }

    /// Copies the trees that count together, so that a trace that grows for hours does not fill memory with its former shapes.
    ///
    /// Earlier snapshots keep the column they were made of.
    ///
    /// - Complexity: O(spans), at most once for as many spans assembled anew
    private func dropObsoleteTrees() {
        let compact = Column<TreeNode>()
        for (position, row) in traces.enumerated() {
            var record = storage.traces[Int(row.rawValue)]
            let first = compact.reserve(Int(record.spanCount))
            for node in 0..<Int(record.spanCount) { compact[first + node] = tree[record.treeStart + node] }
            record.treeStart = first
            let newRow = TraceRow(UInt32(truncatingIfNeeded: storage.traces.count))
            storage.traces.append(record)
            rowOfTrace[Int(record.number)] = newRow.rawValue
            traces[position] = newRow
        }
        tree = compact
    }

    private func markChanged(_ number: UInt32) {
        if !isChanged[Int(number)] {
            isChanged[Int(number)] = true
            changed.append(number)
        }
    }

    private func number(of id: TraceID, mayBeCut: Bool) -> UInt32 {
        let known = numbers.ids.count
        let number = numbers.number(of: id, mayBeCut: mayBeCut)
        if numbers.ids.count > known {
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

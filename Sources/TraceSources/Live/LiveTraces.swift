import Synchronization
import TraceModel

/// The traces of a session in which servers are asked: those of files, and those of every answer, each once.
///
/// An answer that holds a trace again changes nothing when it says the same, and replaces what is held when it says more. A class
/// because answers come from several threads.
final class LiveTraces: Sendable {
    /// Spans that servers' traces may have together; beyond that the traces that were answered longest ago are let go.
    static let spanLimit = 3_000_000

    /// What the stores of answers must share.
    let tables: SpanStore.Tables
    private let state: Mutex<State>
    private let spanLimit: Int

    /// Nothing but what was read from files.
    ///
    init(files: SpanStore.Foundation, servers: [String], spanLimit: Int = spanLimit) {
        tables = files.tables
        self.spanLimit = spanLimit
        state = Mutex(State(files: files, servers: servers))
    }

    /// All traces by now.
    var snapshot: Snapshot { state.withLock { $0.snapshot } }

    /// Takes in the traces of an answer, and what was odd about it.
    ///
    /// - Parameters:
    ///   - answer: from a store that shares ``tables``, with one source.
    ///   - server: the index of the server it came from.
    ///   - isLatest: whether it overrules what is held; an answer kept from before does not.
    /// - Returns: all traces with it.
    /// - Complexity: O(spans of the answer) when its traces are new or known; O(spans of all servers) when some have changed.
    @discardableResult
    func merge(_ answer: Snapshot, from server: Int, isLatest: Bool = true) -> Snapshot {
        state.withLock { state in
            state.merge(answer, from: server, isLatest: isLatest, spanLimit: spanLimit)
            return state.snapshot
        }
    }

    /// A trace as each server has answered with it, with the server's index, in a store of its own.
    ///
    /// - Complexity: O(spans of the trace)
    func answers(with id: TraceID) -> [(answer: Snapshot, server: Int)] { state.withLock { $0.answers(with: id) } }

    /// Forgets what was odd about a server's earlier answers: another question begins.
    func beginQuestion(to server: Int) {
        state.withLock { state in
            state.findings[server] = DiagnosticList()
            state.hasOldSummaries[server] = true
        }
    }

    /// Takes in summaries; the first of a question replace those of the questions before.
    func merge(_ summaries: [TraceSummary], from server: Int) {
        state.withLock { $0.merge(summaries, from: server) }
    }

    /// Forgets the summaries of earlier questions, if this one has brought none.
    func endQuestion(to server: Int) {
        state.withLock { state in
            if state.hasOldSummaries[server] { state.merge([], from: server) }
            state.publish()
        }
    }

    /// Adds a finding about a server.
    @discardableResult
    func note(_ diagnostic: Diagnostic, about server: Int) -> Snapshot {
        state.withLock { state in
            state.findings[server].add(diagnostic)
            return state.publish()
        }
    }
}

extension LiveTraces {
    /// A trace that a server has answered with.
    private struct Held {
        /// As a format's name; the same trace in another format differs in its precision only.
        var format: String?
        var spans: Int
        /// The number of the merge that brought it last.
        var lastSeen: Int
    }

    /// What is held; a value that cannot be copied because its writer cannot.
    private struct State: ~Copyable {
        private let files: SpanStore.Foundation
        private let servers: [String]
        private var store: SpanStore
        private var writer: SpanWriter
        private(set) var snapshot: Snapshot
        /// What each server has answered with, by the server's index.
        private var held: [[TraceID: Held]]
        var findings: [DiagnosticList]
        /// What each server has told of traces without giving them.
        private var summaries: [[TraceSummary]]
        /// Whether those are an earlier question's.
        var hasOldSummaries: [Bool]
        private var merges = 0
        private var rows: [TraceID: TraceRow] = [:]

        init(files: SpanStore.Foundation, servers: [String]) {
            self.files = files
            self.servers = servers
            held = servers.map { _ in [:] }
            findings = servers.map { _ in DiagnosticList() }
            summaries = servers.map { _ in [] }
            hasOldSummaries = servers.map { _ in false }
            store = SpanStore(files)
            for server in servers { _ = store.addSource(server) }
            writer = store.writer()
            snapshot = store.publish()
        }

        mutating func merge(_ new: [TraceSummary], from server: Int) {
            let former = hasOldSummaries[server] ? [] : summaries[server]
            hasOldSummaries[server] = false
            let ids = Set(new.map(\.id))
            let source = source(server)
            summaries[server] =
                former.filter { !ids.contains($0.id) }
                + new.map { summary in
                    var summary = summary
                    summary.source = source
                    return summary
                }
        }

        private func source(_ server: Int) -> SourceID { SourceID(UInt32(files.sources.count + server)) }

        mutating func merge(_ answer: Snapshot, from server: Int, isLatest: Bool, spanLimit: Int) {
            merges += 1
            let source = source(server), format = answer.sources.first?.format
            for entry in answer.sources.flatMap(\.diagnostics.entries) where !entry.code.isOfShape { findings[server].add(entry) }
            var new: [Trace] = [], changed: Set<TraceID> = []
            for row in answer.traces {
                let trace = answer[row]
                if let known = held[server][trace.id] {
                    if !isLatest { continue }
                    held[server][trace.id]?.lastSeen = merges
                    let isOtherFormat = known.format != format && known.spans >= trace.spanCount
                    if isOtherFormat || rows[trace.id].map({ snapshot[$0].says(theSameAs: trace, from: source) }) ?? false { continue }
                    changed.insert(trace.id)
                }
                held[server][trace.id] = Held(format: format, spans: trace.spanCount, lastSeen: merges)
                new.append(trace)
            }
            let isTooMuch = held.reduce(0) { $0 + $1.values.reduce(0) { $0 + $1.spans } } > spanLimit
            if isTooMuch { letGo(below: spanLimit / 4 * 3) }
            if isTooMuch || !changed.isEmpty { rebuild(without: changed, of: server) }
            for trace in new where held[server][trace.id] != nil { writer.copy(trace, from: nil, as: source) }
            store.commit(writer.takeBatch())
            if let format { store.sources[Int(source.rawValue)].format = format }
            publish()
        }

        /// Begins a store anew with what is held, as the spans of a store cannot be taken back.
        private mutating func rebuild(without changed: Set<TraceID>, of server: Int) {
            let former = snapshot
            let formats = store.sources.map(\.format)
            store = SpanStore(files)
            for name in servers {
                let source = store.addSource(name)
                store.sources[Int(source.rawValue)].format = formats[Int(source.rawValue)]
            }
            writer = store.writer()
            for (index, traces) in held.enumerated() {
                for id in traces.keys.sorted(by: { rows[$0]?.rawValue ?? 0 < rows[$1]?.rawValue ?? 0 }) {
                    guard let row = rows[id], index != server || !changed.contains(id) else { continue }
                    writer.copy(former[row], from: source(index), as: source(index))
                }
            }
        }

        func answers(with id: TraceID) -> [(answer: Snapshot, server: Int)] {
            servers.indices.compactMap { server in
                guard let known = held[server][id], let row = rows[id] else { return nil }
                let store = SpanStore(tables: files.tables)
                let source = store.addSource(servers[server])
                store.sources[0].format = known.format
                var writer = store.writer()
                writer.copy(snapshot[row], from: self.source(server), as: source)
                store.commit(writer.takeBatch())
                return (store.publish(), server)
            }
        }

        /// Forgets the traces that were answered longest ago.
        private mutating func letGo(below limit: Int) {
            let all = held.indices.flatMap { server in held[server].map { (server: server, id: $0.key, held: $0.value) } }
            var spans = all.reduce(0) { $0 + $1.held.spans }
            var gone = 0
            for entry in all.sorted(by: { $0.held.lastSeen < $1.held.lastSeen }) where spans > limit && entry.held.lastSeen < merges {
                held[entry.server][entry.id] = nil
                spans -= entry.held.spans
                gone += 1
            }
            if gone > 0 { findings[0].add(Diagnostic(.tracesLetGo, at: Place(source: servers[0]), count: gone)) }
        }

        @discardableResult
        mutating func publish() -> Snapshot {
            for (index, traces) in held.enumerated() {
                let row = Int(source(index).rawValue)
                store.sources[row].traces = traces.count
                store.sources[row].spans = traces.values.reduce(0) { $0 + $1.spans }
                store.sources[row].diagnostics = findings[index]
            }
            let assembled = store.publish()
            rows = Dictionary(assembled.traces.map { (assembled[$0].id, $0) }, uniquingKeysWith: { first, _ in first })
            var listed: Set<TraceID> = []
            store.summaries = summaries.joined().filter { rows[$0.id] == nil && listed.insert($0.id).inserted }
            for (source, diagnostics) in ShapeFindings(assembled).bySource where source >= files.sources.count {
                store.sources[source].diagnostics.add(contentsOf: diagnostics)
            }
            snapshot = store.publish()
            return snapshot
        }
    }
}

import Synchronization
import TraceModel

/// A trace that was asked for.
public struct FetchedTrace: Sendable {
    /// All traces with it.
    public let snapshot: Snapshot
    /// Why the server did not answer, when the trace is as it was kept before; nil when it is what the server has now.
    public let failure: InputError?
}

/// What is kept for the time when a server does not answer.
final class KeptTraces: Sendable {
    // A class because several threads fetch.

    private struct State {
        /// Answers that are not in the cache yet, with the index of their server.
        var pending: [(answer: Snapshot, server: Int)] = []
        var hasReadAll = false
        var hasToldOfFailure = false
    }

    let cache: TraceCache
    private let state = Mutex(State())

    init(_ cache: TraceCache) { self.cache = cache }

    /// Takes note of an answer to be kept, unless a part of it is missing.
    func add(_ answer: Snapshot, from server: Int) {
        let isWhole = answer.sources.allSatisfy { $0.diagnostics.entries.allSatisfy { $0.severity < .lost } }
        if isWhole { state.withLock { $0.pending.append((answer, server)) } }
    }

    func takePending() -> [(answer: Snapshot, server: Int)] {
        state.withLock { state in
            defer { state.pending = [] }
            return state.pending
        }
    }

    /// Whether this is the first time that everything is to be read.
    func beginReadingAll() -> Bool {
        state.withLock { state in
            defer { state.hasReadAll = true }
            return !state.hasReadAll
        }
    }

    /// Whether it is still to be told that nothing can be written.
    func beginTellingOfFailure() -> Bool {
        state.withLock { state in
            defer { state.hasToldOfFailure = true }
            return !state.hasToldOfFailure
        }
    }
}

extension SourceSet {
    /// Writes what was fetched into the cache; whoever shows traces does that first, and calls this on a thread that may take its time.
    public func keepFetched() {
        guard let kept else { return }
        let live = current
        for (answer, server) in kept.takePending() {
            let shelf = kept.cache.shelf(of: servers[server])
            for row in answer.traces where !shelf.keep(answer[row]) && kept.beginTellingOfFailure() {
                live.note(Diagnostic(.cacheNotWritable, at: Place(source: servers[server].name), found: kept.cache.folder), about: server)
            }
        }
    }

    /// Keeps a trace that an answer to a search has brought whole, because somebody looks at it.
    public func keep(_ id: TraceID) {
        guard let kept else { return }
        for (answer, server) in current.answers(with: id) { kept.add(answer, from: server) }
        keepFetched()
    }

    /// The traces that were kept of all servers, shown because none of them answers; the second time there is nothing new.
    ///
    /// - Returns: all traces with them, and how many they are; nil when there are none.
    public func readCache(cancellation: Cancellation = Cancellation()) -> (snapshot: Snapshot, traces: Int)? {
        guard let kept, kept.beginReadingAll() else { return nil }
        let live = current
        var traces = 0
        for (index, server) in servers.enumerated() {
            let (recalled, damaged) = kept.cache.shelf(of: server).recallAll(tables: live.tables, cancellation: cancellation)
            let place = Place(source: server.name)
            if damaged > 0 { live.note(Diagnostic(.cacheDamaged, at: place, count: damaged), about: index) }
            guard !recalled.traces.isEmpty else { continue }
            live.merge(recalled, from: index, isLatest: false)
            live.note(Diagnostic(.fromCache, at: place, count: recalled.traces.count), about: index)
            traces += recalled.traces.count
        }
        return traces > 0 ? (live.snapshot, traces) : nil
    }

    /// A trace as it was kept of the first server that has given it before.
    func recall(_ id: String, into live: LiveTraces) -> Snapshot? {
        guard let kept else { return nil }
        for (index, server) in servers.enumerated() {
            guard let recalled = kept.cache.shelf(of: server).recall(id, tables: live.tables) else { continue }
            live.merge(recalled, from: index, isLatest: false)
            return live.note(Diagnostic(.fromCache, at: Place(source: server.name)), about: index)
        }
        return nil
    }
}

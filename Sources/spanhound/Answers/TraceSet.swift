import TraceModel
import TraceQuery

/// What was read for a command: the traces of files and those that servers have answered with, as one set.
struct TraceSet {
    let snapshot: Snapshot
    /// The source from which on they are servers, in the order of ``Snapshot/sources``.
    let firstServer: Int

    /// Only files were read.
    init(files snapshot: Snapshot) { self.init(snapshot, servers: 0) }

    /// The last sources are servers.
    init(_ snapshot: Snapshot, servers: Int) {
        self.snapshot = snapshot
        firstServer = snapshot.sources.count - servers
    }

    /// Whether a server was asked.
    var hasServers: Bool { firstServer < snapshot.sources.count }

    /// The traces that match, in the order they came.
    ///
    /// What a server has found by its own rules is not asked again, but it knows nothing of how long whole traces took, and some are
    /// found not to have heeded tags.
    func select(_ filter: TraceFilter) -> [TraceRow] {
        let found = filter.select(from: snapshot) ?? []
        guard hasServers else { return found }
        let matching = Set(found), ofServers = Set(filter.ofTracesAlone.select(from: snapshot) ?? [])
        return snapshot.traces.filter { matching.contains($0) || ofServers.contains($0) && isFromServer(snapshot[$0]) }
    }

    /// Whether a server whose word counts has answered with any span of it.
    private func isFromServer(_ trace: Trace) -> Bool {
        (0..<trace.spanCount).contains { position in
            let source = Int(trace.span(at: position).source.rawValue)
            return source >= firstServer && !snapshot.sources[source].diagnostics.entries.contains { $0.code == .tagsNotHeeded }
        }
    }
}

extension TraceFilter {
    /// What it says of whole traces.
    fileprivate var ofTracesAlone: TraceFilter {
        var filter = TraceFilter()
        filter.minDuration = minDuration
        filter.maxDuration = maxDuration
        filter.words = words
        return filter
    }
}

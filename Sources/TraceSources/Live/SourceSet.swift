import Synchronization
import TraceModel
import TraceQuery

/// The files and servers of one session as one set of traces: files are read once, servers are asked again and again.
///
///     let set = SourceSet(paths: ["saved.json"], servers: [server])
///     try set.readFiles()
///     let answers = set.search(ServerQuery(filter, limit: 20, now: now, lookback: hour))
///     set.snapshot    // files, and all answers so far
///
/// A class because several threads ask.
public final class SourceSet: Sendable {
    /// Files and folders, as the user named them.
    public let paths: [String]
    /// Servers, in the user's order.
    public let servers: [JaegerServer]
    /// What is kept of the servers' traces; nil when nothing is.
    let kept: KeptTraces?
    private let live: Mutex<LiveTraces>

    /// Nothing is read or asked yet.
    ///
    /// - Parameter cache: where traces that are fetched are kept, and found again when a server does not answer; nil for nowhere.
    public init(paths: [String] = [], servers: [JaegerServer], cache: TraceCache? = nil) {
        self.paths = paths
        self.servers = servers
        kept = cache.map(KeptTraces.init)
        live = Mutex(LiveTraces(files: SpanStore().foundation(), servers: servers.map(\.name)))
    }

    /// All traces by now.
    public var snapshot: Snapshot { current.snapshot }
    /// What answers are merged into.
    var current: LiveTraces { live.withLock { $0 } }

    /// Reads the files; servers are asked after that only.
    ///
    /// - Throws: when none of them can be read.
    @discardableResult
    public func readFiles(
        cancellation: Cancellation = Cancellation(), onUpdate: (@Sendable (LoadUpdate) -> Void)? = nil
    ) throws(InputError) -> Snapshot {
        if paths.isEmpty {
            var progress = LoadProgress()
            progress.isFinished = true
            onUpdate?(LoadUpdate(progress: progress, snapshot: snapshot))
            return snapshot
        }
        let session = LoadSession(isCancelled: { cancellation.isCancelled }, onUpdate: onUpdate)
        _ = try FileLoader(paths: paths).load(into: session, cancellation: cancellation)
        let read = LiveTraces(files: session.store.foundation(), servers: servers.map(\.name))
        live.withLock { $0 = read }
        return read.snapshot
    }

    /// What became of a search.
    public struct Answers: Sendable {
        /// All traces by now, of files and of earlier searches too.
        public let snapshot: Snapshot
        /// The servers that did not answer, and why.
        public let failures: [InputError]
        /// Whether a server may have more than it was asked for.
        public let isCut: Bool
    }

    /// Asks every server, all at the same time, and merges what they answer as it comes.
    ///
    /// - Parameters:
    ///   - cancellation: ends the search; what came by then is kept.
    ///   - onUpdate: told of progress and of snapshots that can be shown.
    public func search(
        _ query: ServerQuery, cancellation: Cancellation = Cancellation(), onUpdate: @escaping @Sendable (LoadUpdate) -> Void = { _ in }
    ) -> Answers {
        let live = live.withLock { $0 }
        let failures = FailureList()
        let threads = WorkerThreads()
        for (index, server) in servers.enumerated() {
            threads.start {
                let searching = ServerSearching(
                    server: server, index: index, live: live, query: query, cancellation: cancellation, onUpdate: onUpdate)
                do throws(InputError) { try searching.run() } catch {
                    if !cancellation.isCancelled { failures.add(error) }
                }
            }
        }
        threads.join()
        for failure in failures.all { live.note(failure.diagnostic, about: index(of: failure)) }
        let snapshot = live.snapshot
        let isCut = snapshot.sources.contains { $0.diagnostics.entries.contains { $0.code == .limitReached } }
        return Answers(snapshot: snapshot, failures: failures.all, isCut: isCut)
    }

    /// Fetches a whole trace from the first server that has it, or takes it as it was kept before when that server does not answer.
    ///
    /// - Parameter id: hexadecimal digits.
    /// - Throws: why no server gives it, and it was not kept; ``DiagnosticCode/traceNotFound`` when none has it.
    public func fetch(
        _ id: String, cancellation: Cancellation = Cancellation(), onUpdate: @escaping @Sendable (LoadUpdate) -> Void = { _ in }
    ) throws(InputError) -> FetchedTrace {
        let live = current
        var failure: InputError?
        for (index, server) in servers.enumerated() where !cancellation.isCancelled {
            do throws(InputError) {
                let loader = ServerLoader(server, .trace(id: id), tables: live.tables)
                let answer = try loader.load(cancellation: cancellation, publishes: false) { update in
                    onUpdate(LoadUpdate(progress: update.progress, snapshot: nil))
                }
                kept?.add(answer, from: index)
                return FetchedTrace(snapshot: live.merge(answer, from: index), failure: nil)
            } catch {
                if failure == nil || failure?.diagnostic.code == .traceNotFound { failure = error }
            }
        }
        if let failure, failure.diagnostic.code.isOfAbsentServer, let snapshot = recall(id, into: live) {
            return FetchedTrace(snapshot: snapshot, failure: failure)
        }
        throw failure ?? InputError(Diagnostic(.interrupted, at: Place()))
    }

    /// The names of the services of all servers, in order.
    ///
    /// - Throws: when no server names any.
    public func services(cancellation: Cancellation = Cancellation()) throws(InputError) -> [String] {
        try union { server throws(InputError) in try server.services(cancellation: cancellation) }
    }

    /// What a service does: span names of all servers, in order, each once.
    ///
    /// - Throws: when no server answers.
    public func operations(of service: String, cancellation: Cancellation = Cancellation()) throws(InputError) -> [String] {
        try union { server throws(InputError) in try server.operations(of: service, cancellation: cancellation).map(\.name) }
    }

    /// What all servers answer, each thing once.
    private func union(_ ask: (JaegerServer) throws(InputError) -> [String]) throws(InputError) -> [String] {
        var names: Set<String> = [], failure: InputError?
        for server in servers {
            do throws(InputError) { names.formUnion(try ask(server)) } catch { failure = failure ?? error }
        }
        if names.isEmpty, let failure { throw failure }
        return names.sorted()
    }

    private func index(of failure: InputError) -> Int { servers.firstIndex { $0.name == failure.diagnostic.place.source } ?? 0 }
}

/// Failures of several threads.
///
/// A class because they share it.
private final class FailureList: Sendable {
    private let failures = Mutex<[InputError]>([])

    func add(_ error: InputError) { failures.withLock { $0.append(error) } }

    var all: [InputError] { failures.withLock { $0 } }
}

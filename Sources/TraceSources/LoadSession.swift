import TraceModel

/// What the files of one load share: the store being filled, how far it has come, who is told.
///
/// A class because readers of one file after the other write to it. One thread uses it.
final class LoadSession {
    let store: SpanStore
    private(set) var progress = LoadProgress()
    /// Whether unfinished snapshots are of use to whoever is told.
    private let publishes: Bool
    private let onUpdate: (@Sendable (LoadUpdate) -> Void)?
    private let isCancelledByCaller: @Sendable () -> Bool
    private let began = ContinuousClock.now
    private var lastReport: ContinuousClock.Instant?
    private var lastPublish: ContinuousClock.Instant?
    private var publishedSpans = 0
    /// Spans of the files read to their end.
    private var finishedSpans = 0
    private var finishedBytes = 0
    private var hasToldFollowing = false

    init(
        tables: SpanStore.Tables = SpanStore.Tables(), publishes: Bool = true, isCancelled: @escaping @Sendable () -> Bool,
        onUpdate: (@Sendable (LoadUpdate) -> Void)?
    ) {
        store = SpanStore(tables: tables)
        self.publishes = publishes
        isCancelledByCaller = isCancelled
        self.onUpdate = onUpdate
    }

    /// States how much there is to read, when that is known.
    func expect(bytes: Int?) { progress.bytesTotal = bytes }

    /// The writer of the input read last, so that thousands of small inputs fill the same chunks.
    private var idleWriter: SpanWriter?

    /// A writer for the next input.
    func takeWriter() -> SpanWriter { idleWriter.take() ?? store.writer() }

    /// Takes a writer back, all of whose spans were committed.
    func giveBack(_ writer: consuming SpanWriter) { idleWriter = consume writer }

    /// Whether the caller wants no more; what was read is kept.
    var isCancelled: Bool { isCancelledByCaller() }

    /// Whether everything there was has been read, and what comes is waited for.
    var isFollowing = false

    /// Adds a finding about an input, which is registered if it is not yet.
    func note(_ diagnostic: Diagnostic) {
        let name = diagnostic.place.source ?? ""
        let source = store.sources.firstIndex { $0.name == name } ?? Int(store.addSource(name).rawValue)
        store.sources[source].diagnostics.add(diagnostic)
    }

    func begin(_ name: String) { progress.sourceName = name }

    /// Takes note of how much of the present file was read, and tells the caller now and then.
    func report(bytes: Int, spans: Int, openTrace: LoadProgress.OpenTrace?) {
        progress.bytesRead = finishedBytes + bytes
        progress.spans = finishedSpans + spans
        progress.openTrace = openTrace
        guard onUpdate != nil else { return }
        let now = ContinuousClock.now
        let isDue = publishes && lastPublish.map { now - $0 >= LoadLimits.publishInterval } ?? true
        if isDue, store.spanCount > publishedSpans, store.supersededSpans * 4 <= store.spanCount {
            lastPublish = now
            tell(snapshot: publish())
        } else if lastReport.map({ now - $0 >= LoadLimits.reportInterval }) ?? true {
            tell(snapshot: nil)
        }
    }

    /// Shows everything committed before the reader waits for more, however short the time since the last snapshot.
    func reportBeforeWaiting() {
        guard onUpdate != nil, publishes, store.spanCount > publishedSpans else { return }
        lastPublish = ContinuousClock.now
        tell(snapshot: publish())
    }

    /// Shows what has come before the files that are followed are waited for.
    func reportFollowing() {
        progress.isFollowing = true
        progress.bytesRead = progress.bytesTotal ?? progress.bytesRead
        if store.spanCount > publishedSpans || lastPublish == nil || !hasToldFollowing { tell(snapshot: publish()) }
        hasToldFollowing = true
    }

    /// Counts a file as read so far that stays open to be followed.
    func setAside(bytes: Int) {
        finishedBytes += bytes
        finishedSpans = store.spanCount
    }

    /// Closes the present file.
    func finishFile(bytes: Int, spans: Int) {
        finishedBytes += bytes
        finishedSpans += spans
        report(bytes: 0, spans: 0, openTrace: nil)
    }

    /// Publishes everything.
    func finish() -> Snapshot {
        progress.isFinished = true
        progress.isFollowing = false
        progress.openTrace = nil
        let assembled = publish()
        // What is odd in the shape of the traces is known only now; sources are told of it before the last word.
        let findings = ShapeFindings(assembled)
        for (source, diagnostics) in findings.bySource { store.sources[source].diagnostics.add(contentsOf: diagnostics) }
        let snapshot = findings.bySource.isEmpty ? assembled : publish()
        tell(snapshot: snapshot)
        return snapshot
    }

    private func publish() -> Snapshot {
        publishedSpans = store.spanCount
        progress.traces = store.traceCount
        return store.publish()
    }

    private func tell(snapshot: Snapshot?) {
        let now = ContinuousClock.now
        lastReport = now
        let elapsed = (now - began).components
        progress.elapsedNanoseconds = elapsed.seconds * 1_000_000_000 + elapsed.attoseconds / 1_000_000_000
        onUpdate?(LoadUpdate(progress: progress, snapshot: snapshot))
    }
}

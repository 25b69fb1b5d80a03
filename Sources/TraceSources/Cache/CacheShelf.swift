import Glibc
import TraceModel

/// The traces that are kept of one server, in a folder of its own.
struct CacheShelf: Sendable {
    let cache: TraceCache
    let name: String

    private var folder: String { cache.folder + "/" + name }

    // MARK: Writing

    /// Keeps a trace of an answer as it is, in the place of what was kept of it before.
    ///
    /// - Returns: false when it cannot be written; a trace that is too large, or whose id is no number, is just not kept.
    /// - Complexity: O(spans + files of the cache)
    func keep(_ trace: Trace) -> Bool {
        guard TraceID(hex: trace.idText) == trace.id else { return true }
        guard let place = prepare() else { return false }
        switch CacheDraft.write(trace, in: place, limit: cache.limits.fileBytes) {
        case .failed: return false
        case .tooLarge: return true
        case .written(let draft, let ending):
            guard rename(draft, path(of: trace.id, ending)) == 0 else {
                unlink(draft)
                return false
            }
            // What says less, in the other format, would be found first.
            for other in CacheEntry.endings where other != ending { unlink(path(of: trace.id, other)) }
            cache.trim()
            return true
        }
    }

    /// Makes the folders that are not there yet, for the user alone; nil when that cannot be.
    private func prepare() -> String? {
        var path = ""
        for part in folder.split(separator: "/") {
            path += "/" + part
            mkdir(path, 0o700)
        }
        for own in [cache.folder, folder] {
            // A link, or a folder of somebody else, is no place for what may be secret.
            guard let entry = CacheEntry(own, name: ""), entry.isFolder, chmod(own, 0o700) == 0 else { return nil }
        }
        return folder
    }

    private func path(of id: TraceID, _ ending: String) -> String {
        folder + "/" + SpanID(id.high).hex + SpanID(id.low).hex + ending
    }

    // MARK: Reading

    /// A trace as it was kept; nil when it was not, or when its file is damaged.
    ///
    /// - Parameters:
    ///   - id: hexadecimal digits.
    ///   - tables: those of the store that is to take it over.
    func recall(_ id: String, tables: SpanStore.Tables) -> Snapshot? {
        guard let id = TraceID(hex: id.filter { $0 != "-" }) else { return nil }
        for ending in CacheEntry.endings {
            let path = path(of: id, ending)
            guard let entry = CacheEntry(path, name: ""), let snapshot = read(entry, id, tables) else { continue }
            // This is what counts as used.
            utimensat(AT_FDCWD, path, nil, AT_SYMLINK_NOFOLLOW)
            return snapshot
        }
        return nil
    }

    /// All traces that are kept, at most as many as are shown, those used last; and how many files could not be read.
    ///
    /// - Complexity: O(files · log + spans)
    func recallAll(tables: SpanStore.Tables, cancellation: Cancellation) -> (snapshot: Snapshot, damaged: Int) {
        let store = SpanStore(tables: tables)
        let source = store.addSource(name)
        var writer = store.writer()
        var seen: Set<TraceID> = [], damaged = 0
        for entry in CacheEntry.list(folder).sorted(by: { $1.isUsedBefore($0) }) {
            guard let id = entry.trace, !seen.contains(id) else { continue }
            if seen.count == cache.limits.shown || cancellation.isCancelled { break }
            guard let kept = read(entry, id, tables), let trace = kept.trace(id) else {
                damaged += 1
                continue
            }
            seen.insert(id)
            store.sources[Int(source.rawValue)].format = kept.sources.first?.format
            writer.copy(trace, from: nil, as: source)
        }
        store.commit(writer.takeBatch())
        return (store.publish(), damaged)
    }

    /// The trace of a file; nil when it is not there whole, and nothing else with it.
    private func read(_ entry: CacheEntry, _ id: TraceID, _ tables: SpanStore.Tables) -> Snapshot? {
        guard entry.isFile, entry.size > 0, entry.size <= cache.limits.fileBytes else { return nil }
        let session = LoadSession(tables: tables, isCancelled: { false }, onUpdate: nil)
        guard let snapshot = try? FileLoader(paths: [entry.path]).load(into: session, cancellation: Cancellation()) else { return nil }
        let isWhole = snapshot.sources.allSatisfy { $0.diagnostics.entries.allSatisfy { $0.severity < .lost } }
        return isWhole && snapshot.traces.count == 1 && snapshot.trace(id) != nil ? snapshot : nil
    }
}

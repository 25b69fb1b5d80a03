import Glibc

/// Traces that servers have given, kept in files of the user's own so that they can be opened when the server does not answer.
///
///     TRACES/http_jaeger_16686/4205731396d9518f….json.zst    one file a trace, one folder a server and tenant
///
/// Values are kept as they were received, secrets included; that is why nobody but the user may read the files. Several processes may
/// use a cache at a time: a file takes its place in one step, and one that has gone is one that is not there. What else lies in the
/// folders is left alone.
public struct TraceCache: Sendable {
    /// How much is kept; beyond it what was unused the longest goes first.
    struct Limits: Sendable {
        /// Bytes of all files together.
        var bytes = 256 << 20
        /// Traces of all servers together.
        var traces = 10_000
        /// Traces of a server that are shown while it does not answer, those used last.
        var shown = 2_000
        /// Bytes of one file, so that one trace does not drive out all others.
        var fileBytes: Int { bytes / 4 }
    }

    /// Where the servers' folders are.
    let folder: String
    let limits: Limits

    /// Names the folder, which need not be there; nothing is read or written yet.
    public init(folder: String) { self.init(folder: folder, limits: Limits()) }

    init(folder: String, limits: Limits) {
        self.folder = folder
        self.limits = limits
    }

    /// The traces of one server.
    func shelf(of server: JaegerServer) -> CacheShelf { CacheShelf(cache: self, name: server.shelfName) }

    /// Removes what was unused the longest, until the rest is within the limits, and drafts that nobody finishes any more.
    ///
    /// - Complexity: O(files · log)
    func trim() {
        var files: [CacheEntry] = []
        for shelf in CacheEntry.list(folder) where shelf.isFolder {
            for entry in CacheEntry.list(shelf.path) where entry.isFile {
                if entry.isTrace {
                    files.append(entry)
                } else if entry.isDraft, entry.used + Self.draftSeconds < time(nil) {
                    unlink(entry.path)
                }
            }
        }
        var bytes = files.reduce(0) { $0 + $1.size }, count = files.count
        guard bytes > limits.bytes || count > limits.traces else { return }
        for entry in files.sorted(by: { $0.isUsedBefore($1) }) {
            if bytes <= limits.bytes, count <= limits.traces { return }
            // Another process may have removed it.
            unlink(entry.path)
            bytes -= entry.size
            count -= 1
        }
    }

    /// After how long a draft is one that was left behind, in seconds.
    private static let draftSeconds = 3600
}

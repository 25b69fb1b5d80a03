import Glibc
import TraceModel

/// Something in a folder of the cache, by what the system says of it; links are not followed.
struct CacheEntry {
    let path: String
    let name: String
    /// Bytes.
    let size: Int
    let isFile: Bool
    let isFolder: Bool
    /// When it was used last, in seconds since the Unix epoch, and nanoseconds of the second.
    let used: Int
    private let usedNanoseconds: Int

    /// Nil when there is no such thing, or when it is somebody else's.
    init?(_ path: String, name: String) {
        var status = stat()
        guard lstat(path, &status) == 0, status.st_uid == geteuid() else { return nil }
        self.path = path
        self.name = name
        size = Int(status.st_size)
        isFile = status.st_mode & S_IFMT == S_IFREG
        isFolder = status.st_mode & S_IFMT == S_IFDIR
        used = status.st_mtim.tv_sec
        usedNanoseconds = status.st_mtim.tv_nsec
    }

    /// What is in a folder; nothing when it cannot be read.
    static func list(_ folder: String) -> [CacheEntry] {
        guard let stream = opendir(folder) else { return [] }
        defer { closedir(stream) }
        var entries: [CacheEntry] = []
        while let next = readdir(stream) {
            let name = withUnsafePointer(to: &next.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name == "." || name == ".." { continue }
            if let entry = CacheEntry(folder + "/" + name, name: name) { entries.append(entry) }
        }
        return entries
    }

    /// Whether it was used earlier than another one; what was used at the same time goes by its name.
    func isUsedBefore(_ other: CacheEntry) -> Bool {
        (used, usedNanoseconds, name) < (other.used, other.usedNanoseconds, other.name)
    }

    // MARK: Names

    /// The beginning of the name of a file that is being written.
    static let draftPrefix = ".draft-"
    /// The ends of names: OTLP protobuf, and Jaeger's JSON for what came in it.
    static let endings = [".pb.zst", ".json.zst"]

    /// Whether it is a file in the making.
    var isDraft: Bool { name.hasPrefix(Self.draftPrefix) }
    /// Whether its name is that of a trace.
    var isTrace: Bool { trace != nil }

    /// The trace that its name tells.
    var trace: TraceID? {
        guard let ending = Self.endings.first(where: name.hasSuffix), name.utf8.count == 32 + ending.utf8.count else { return nil }
        return TraceID(hex: String(name.prefix(32)))
    }
}

import Glibc
import TraceModel

/// A file by what the system knows it by, whatever it is called.
struct FileIdentity: Hashable, Sendable {
    let device: UInt64
    let number: UInt64
}

/// The files that sources name: folders opened up, in natural order (`part-2` before `part-10`), each file once.
struct FileListing {
    /// A file to be read.
    struct File: Sendable {
        let path: String
        let identity: FileIdentity
        /// Whether it is a file on disk, and so one that can grow or be mapped.
        let isRegular: Bool
        /// Bytes, as stored.
        let size: Int

        /// Nil when there is no such file.
        init?(_ path: String) {
            var status = stat()
            guard stat(path, &status) == 0 else { return nil }
            self.init(path, status)
        }

        fileprivate init(_ path: String, _ status: stat) {
            self.path = path
            identity = FileIdentity(device: UInt64(status.st_dev), number: UInt64(status.st_ino))
            isRegular = status.st_mode & S_IFMT == S_IFREG
            size = Int(status.st_size)
        }
    }

    /// Files to read, in order.
    private(set) var files: [File] = []
    /// What could not be listed, and what was named twice.
    private(set) var findings: [Diagnostic] = []
    /// Bytes of all files; nil when one of them does not tell.
    private(set) var bytesTotal: Int? = 0
    private var paths: [FileIdentity: String] = [:]

    /// What names of trace files end with, before an ending of compression; a file named by the user is read whatever it is called.
    private static let endings = [".json", ".jsonl", ".ndjson", ".pb", ".binpb", ".protobuf", ".otlp"]
    private static let compressions = [".gz", ".gzip", ".zst", ".zstd"]

    init(_ paths: [String]) {
        for path in paths {
            var status = stat()
            guard (path == "-" ? fstat(0, &status) : stat(path, &status)) == 0 else {
                findings.append(Self.failure(path, errno).diagnostic)
                continue
            }
            if status.st_mode & S_IFMT == S_IFDIR { addFolder(path) } else { add(path, status) }
        }
    }

    private mutating func add(_ path: String, _ status: stat) {
        let file = File(path, status)
        if file.isRegular, path != "-", let known = paths.updateValue(path, forKey: file.identity) {
            findings.append(Diagnostic(.sameFile, at: Place(source: path), found: known))
            return
        }
        if files.count == SpanFacts.sourceLimit / 2 {
            findings.append(Diagnostic(.tooManyFiles, at: Place(source: path)))
            return
        }
        files.append(file)
        if file.isRegular { bytesTotal = bytesTotal.map { $0 + file.size } } else { bytesTotal = nil }
    }

    /// Whether a file of a folder is looked into.
    private static func isTraceFile(_ name: String) -> Bool {
        var name = name.lowercased()
        if let packed = compressions.first(where: name.hasSuffix) { name.removeLast(packed.count) }
        return endings.contains(where: name.hasSuffix)
    }

    /// Adds the files of a folder and of those in it; symbolic links to folders are not followed.
    private mutating func addFolder(_ root: String) {
        let before = files.count
        var pending = [root]
        while let folder = pending.popLast() {
            guard let handle = opendir(folder) else {
                findings.append(Self.failure(folder, errno).diagnostic)
                continue
            }
            defer { closedir(handle) }
            var names: [String] = []
            while let entry = readdir(handle) {
                let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                    pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
                }
                if !name.hasPrefix(".") { names.append(name) }
            }
            names.sort(by: Self.isBefore)
            var folders: [String] = []
            for name in names {
                let path = folder.hasSuffix("/") ? folder + name : folder + "/" + name
                var status = stat()
                guard lstat(path, &status) == 0 else { continue }
                if status.st_mode & S_IFMT == S_IFDIR {
                    folders.append(path)
                } else if Self.isTraceFile(name), status.st_mode & S_IFMT != S_IFLNK || stat(path, &status) == 0 {
                    add(path, status)
                }
            }
            pending.append(contentsOf: folders.reversed())
        }
        if files.count == before, findings.isEmpty { findings.append(Diagnostic(.noTraceFileInFolder, at: Place(source: root))) }
    }

    /// Natural order: runs of digits compare as numbers.
    static func isBefore(_ a: String, _ b: String) -> Bool {
        var (a, b) = (a, b)
        return a.withUTF8 { left in b.withUTF8 { right in isBefore(left, right) } }
    }

    private static func isBefore(_ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>) -> Bool {
        var (i, j) = (0, 0)
        while i < left.count, j < right.count {
            if isDigit(left[i]), isDigit(right[j]) {
                let (p, q) = (number(in: left, at: &i), number(in: right, at: &j))
                if p.count != q.count { return p.count < q.count }
                if !p.elementsEqual(q) { return p.lexicographicallyPrecedes(q) }
            } else {
                if left[i] != right[j] { return left[i] < right[j] }
                i += 1
                j += 1
            }
        }
        return left.count - i < right.count - j
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

    /// The digits from a place on, without leading zeros; the place goes behind them.
    private static func number(in text: UnsafeBufferPointer<UInt8>, at place: inout Int) -> Slice<UnsafeBufferPointer<UInt8>> {
        let first = place
        while place < text.count, isDigit(text[place]) { place += 1 }
        return text[first..<place].drop { $0 == 0x30 }
    }

    static func failure(_ path: String, _ error: Int32) -> InputError {
        let code: DiagnosticCode = error == ENOENT ? .noSuchFile : error == EACCES ? .permissionDenied : .unreadable
        return InputError(Diagnostic(code, at: Place(source: path), found: code == .unreadable ? String(cString: strerror(error)) : ""))
    }
}

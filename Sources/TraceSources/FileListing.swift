import Glibc
import TraceModel

/// The files that sources name: folders opened up, in natural order (`part-2` before `part-10`).
struct FileListing {
    /// Files to read, in order.
    private(set) var files: [String] = []
    /// What could not be listed.
    private(set) var failures: [Diagnostic] = []
    /// Bytes of all files; nil when one of them does not tell.
    private(set) var bytesTotal: Int? = 0

    /// File names that a folder is searched for; a file named by the user is read whatever it is called.
    private static let extensions = [".json", ".jsonl", ".ndjson", ".json.gz", ".jsonl.gz"]

    init(_ paths: [String]) {
        for path in paths {
            if path == "-" {
                files.append(path)
                bytesTotal = nil
                continue
            }
            var status = stat()
            guard stat(path, &status) == 0 else {
                failures.append(Self.failure(path, errno).diagnostic)
                continue
            }
            if status.st_mode & S_IFMT == S_IFDIR { addFolder(path) } else { add(path, status) }
        }
    }

    private mutating func add(_ path: String, _ status: stat) {
        files.append(path)
        if status.st_mode & S_IFMT == S_IFREG {
            bytesTotal = bytesTotal.map { $0 + Int(status.st_size) }
        } else {
            bytesTotal = nil
        }
    }

    /// Adds the files of a folder and of those in it; symbolic links to folders are not followed.
    private mutating func addFolder(_ root: String) {
        let before = files.count
        var pending = [root]
        while let folder = pending.popLast() {
            guard let handle = opendir(folder) else {
                failures.append(Self.failure(folder, errno).diagnostic)
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
                } else if Self.extensions.contains(where: { name.lowercased().hasSuffix($0) }), stat(path, &status) == 0 {
                    add(path, status)
                }
            }
            pending.append(contentsOf: folders.reversed())
        }
        if files.count == before, failures.isEmpty { failures.append(Diagnostic(.noTraceFileInFolder, at: Place(source: root))) }
    }

    /// Natural order: runs of digits compare as numbers.
    static func isBefore(_ a: String, _ b: String) -> Bool {
        var left = Array(a.utf8)[...], right = Array(b.utf8)[...]
        while let x = left.first, let y = right.first {
            if x &- 0x30 < 10, y &- 0x30 < 10 {
                let p = left.prefix { $0 &- 0x30 < 10 }.drop { $0 == 0x30 }, q = right.prefix { $0 &- 0x30 < 10 }.drop { $0 == 0x30 }
                if p.count != q.count { return p.count < q.count }
                if !p.elementsEqual(q) { return p.lexicographicallyPrecedes(q) }
                left = left.drop { $0 &- 0x30 < 10 }
                right = right.drop { $0 &- 0x30 < 10 }
            } else {
                if x != y { return x < y }
                left = left.dropFirst()
                right = right.dropFirst()
            }
        }
        return left.count < right.count
    }

    static func failure(_ path: String, _ error: Int32) -> InputError {
        let code: DiagnosticCode = error == ENOENT ? .noSuchFile : error == EACCES ? .permissionDenied : .unreadable
        return InputError(Diagnostic(code, at: Place(source: path), found: code == .unreadable ? String(cString: strerror(error)) : ""))
    }
}

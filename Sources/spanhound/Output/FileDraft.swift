import Glibc

/// A file in the making: it stands beside its place, under a name of its own, until it is whole.
struct FileDraft {
    let descriptor: Int32
    private let draftPath: String
    /// The file that is replaced, not the link that leads to it.
    private let path: String

    /// Begins a file; nil, with the reason in `errno`, when there can be none.
    ///
    /// - Parameter mode: who may do what with it; nil for what is usual.
    init?(for path: String, mode: mode_t?) {
        let path = Self.resolved(path)
        self.path = path
        let folder = path.lastIndex(of: "/").map { path[...$0] } ?? "./"
        var template = Array("\(folder).spanhound-XXXXXX".utf8CString)
        descriptor = mkstemp(&template)
        if descriptor < 0 { return nil }
        draftPath = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        LeftoverFile.name(draftPath)
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        fchmod(descriptor, mode ?? Self.usualMode)
    }

    /// Puts the file in its place, in one step.
    ///
    /// - Returns: the system's error number when that failed.
    func keep() -> Int32? {
        if rename(draftPath, path) != 0 { return errno }
        LeftoverFile.forget()
        return nil
    }

    /// Removes what was made.
    func discard() {
        unlink(draftPath)
        LeftoverFile.forget()
    }

    private static func resolved(_ path: String) -> String {
        guard let resolved = realpath(path, nil) else { return path }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    private static var usualMode: mode_t {
        let mask = umask(0)
        umask(mask)
        return 0o666 & ~mask
    }
}

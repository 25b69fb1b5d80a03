import Glibc

/// Which file a path leads to, whatever the path is.
struct FileIdentity: Hashable {
    private let device: dev_t
    private let number: ino_t

    /// The regular file at a path, or behind standard input if that is `-`; nil when there is none.
    init?(_ path: String) {
        var status = stat()
        let result = path == "-" ? fstat(STDIN_FILENO, &status) : stat(path, &status)
        guard result == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        (device, number) = (status.st_dev, status.st_ino)
    }
}

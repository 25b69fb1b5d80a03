import Glibc

/// A file that is read whole, because it is small.
struct SmallFile {
    let text: String
    /// Whether everyone on this machine may read it.
    let isReadByAll: Bool

    /// Why a file cannot be read.
    enum Problem: Error {
        case system(Int32)
        case tooLarge

        /// Whether there is no such file.
        var isAbsence: Bool {
            if case .system(let number) = self { number == ENOENT || number == ENOTDIR } else { false }
        }

        var text: String {
            switch self {
            case .system(let number): String(cString: strerror(number))
            case .tooLarge: "it is too large for what it should be"
            }
        }
    }

    /// - Parameter limit: the most bytes it may have.
    init(_ path: String, limit: Int) throws(Problem) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .system(errno) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .system(errno) }
        isReadByAll = status.st_mode & S_IFMT == S_IFREG && status.st_mode & S_IROTH != 0
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 14)
        while true {
            let count = Glibc.read(descriptor, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw .system(errno) }
            if count == 0 { break }
            bytes += chunk[..<count]
            guard bytes.count <= limit else { throw .tooLarge }
        }
        text = String(decoding: bytes, as: UTF8.self)
    }
}

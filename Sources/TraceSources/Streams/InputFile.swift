import Glibc
import TraceModel

/// An open file, pipe or terminal.
///
/// A class because the descriptor is closed with the last reference: a thread that still reads must not find it reused.
final class InputFile {
    /// What the system calls it.
    let descriptor: Int32
    /// What the user calls it.
    let name: String
    /// Whether it is a file on disk, which never makes a reader wait.
    let isRegular: Bool
    /// Its size in bytes when it was opened; 0 of a pipe.
    let size: Int

    /// Opens a path, or standard input if it is `-`.
    ///
    /// A pipe that nobody writes to yet is opened at once; reading from it waits.
    ///
    /// - Throws: ``DiagnosticCode/noSuchFile``, ``DiagnosticCode/permissionDenied``, ``DiagnosticCode/unreadable``.
    init(_ path: String) throws(InputError) {
        name = path
        // Standard input is shared with others, who may not expect it not to block.
        descriptor = path == "-" ? fcntl(0, F_DUPFD_CLOEXEC, 0) : open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            isRegular = false
            size = 0
            throw FileListing.failure(path, errno)
        }
        var status = stat()
        fstat(descriptor, &status)
        isRegular = status.st_mode & S_IFMT == S_IFREG
        size = isRegular ? Int(status.st_size) : 0
    }

    deinit { if descriptor >= 0 { close(descriptor) } }
}

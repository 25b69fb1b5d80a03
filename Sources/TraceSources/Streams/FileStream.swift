import Glibc
import TraceModel

/// An open file, read as it comes; waiting for it ends when the load is cancelled.
final class FileStream: ByteStream {
    private let file: InputFile
    /// What ends a read that waits: the user's wish, and the end of whoever reads.
    private let cancellations: [Cancellation]
    private(set) var bytesRead = 0

    /// Begins where the file stands.
    init(_ file: InputFile, cancellations: [Cancellation] = []) {
        self.file = file
        self.cancellations = cancellations
    }

    func read(into buffer: UnsafeMutableRawBufferPointer, waiting: Bool) throws(InputError) -> Int? {
        while true {
            if !file.isRegular, !wait(atMost: waiting ? -1 : 0) { return nil }
            if cancellations.contains(where: \.isCancelled) { throw failure(.interrupted) }
            let count = Glibc.read(file.descriptor, buffer.baseAddress, buffer.count)
            if count >= 0 {
                bytesRead += count
                return count
            }
            // Readable by another reader of the same pipe, then empty again: wait anew.
            if errno != EINTR, errno != EAGAIN { throw failure(.unreadable, found: String(cString: strerror(errno))) }
        }
    }

    /// Sleeps until there is something to read, the writer is gone, or nobody wants it any more.
    ///
    /// - Parameter limit: milliseconds; -1 for none.
    /// - Returns: whether one of these is so, or has to be seen to.
    private func wait(atMost limit: Int32) -> Bool {
        var requests = [pollfd(fd: file.descriptor, events: Int16(POLLIN), revents: 0)]
        requests += cancellations.map { pollfd(fd: $0.descriptor, events: Int16(POLLIN), revents: 0) }
        return poll(&requests, nfds_t(requests.count), limit) != 0
    }

    private func failure(_ code: DiagnosticCode, found: String = "") -> InputError {
        InputError(Diagnostic(code, at: Place(source: file.name, byteOffset: bytesRead), found: found))
    }
}

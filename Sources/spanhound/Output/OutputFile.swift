import Glibc

/// Where bytes that a command makes are written: a file that takes its place when it is whole, or standard output.
///
/// What stood there before stays until then, and nothing stays of a file that was not finished. Devices and pipes are
/// written to as they are.
final class OutputFile {
    // A class because an encoder's sink and the one who finishes share it, and because its end removes what was not kept.

    private let name: String
    private var descriptor: Int32
    private var draft: FileDraft?

    /// - Parameter path: nil or `-` for standard output.
    /// - Throws: why the file cannot be written.
    init(_ path: String?) throws(Failure) {
        guard let path, path != "-" else {
            (name, descriptor) = ("standard output", STDOUT_FILENO)
            return
        }
        name = path
        var status = stat()
        let exists = stat(path, &status) == 0
        if exists, status.st_mode & S_IFMT != S_IFREG {
            descriptor = open(path, O_WRONLY | O_CLOEXEC)
        } else if exists, access(path, W_OK) != 0 {
            descriptor = -1
        } else {
            let draft = FileDraft(for: path, mode: exists ? status.st_mode & 0o7777 : nil)
            descriptor = draft?.descriptor ?? -1
            self.draft = draft
        }
        if descriptor < 0 {
            throw Failure(.no, code: "not-writable", "\(path): cannot be written: \(String(cString: strerror(errno)))", place: path)
        }
    }

    deinit {
        draft?.discard()
        if descriptor > STDERR_FILENO { close(descriptor) }
    }

    /// Writes bytes.
    ///
    /// - Throws: why that failed, or, if nobody reads any more, that all is well.
    func write(_ bytes: UnsafeRawBufferPointer) throws {
        if let code = Sink.write(bytes, to: descriptor) { try stop(code) }
    }

    /// Puts the file in its place; nothing may be written after it.
    ///
    /// - Throws: why that failed.
    func keep() throws {
        guard let draft else { return }
        // Some file systems tell only now that the disk is full.
        let closed = close(descriptor)
        descriptor = -1
        if closed != 0 { try stop(errno) }
        if let code = draft.keep() { try stop(code) }
        self.draft = nil
    }

    private func stop(_ code: Int32) throws {
        if code == EPIPE { throw ExitStatus.success }
        throw Failure(.no, code: "not-writable", "\(name) cannot be written: \(String(cString: strerror(code)))", place: name)
    }
}

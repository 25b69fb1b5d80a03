import Glibc

/// Where bytes that a command makes are written: a file, or standard output.
struct OutputFile {
    private let name: String
    private let descriptor: Int32

    /// - Parameter path: nil or `-` for standard output.
    /// - Throws: why the file cannot be written.
    init(_ path: String?) throws(Failure) {
        guard let path, path != "-" else {
            name = "standard output"
            descriptor = STDOUT_FILENO
            return
        }
        name = path
        descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
        if descriptor < 0 {
            throw Failure(.no, code: "not-writable", "\(path): cannot be written: \(String(cString: strerror(errno)))", place: path)
        }
    }

    /// Writes bytes; when that fails the program ends with a sentence, or quietly if nobody reads any more.
    func write(_ bytes: UnsafeRawBufferPointer) {
        if let code = Sink.write(bytes, to: descriptor) { Sink.stop(code, writing: name) }
    }

    /// Closes the file, which is when some file systems tell of errors.
    func close() {
        if descriptor != STDOUT_FILENO, Glibc.close(descriptor) != 0 { Sink.stop(errno, writing: name) }
    }
}

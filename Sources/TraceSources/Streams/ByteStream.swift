import TraceModel

/// Bytes that come one after the other: a pipe, standard input, a compressed file.
///
/// Streams are stacked: each layer reads the one below and gives its content unpacked. They are classes because they stand for
/// one place in one file, and because layers move to another thread as a whole; one thread at a time uses them.
protocol ByteStream: AnyObject {
    /// Bytes taken from the file or pipe so far, as they are stored there.
    var bytesRead: Int { get }

    /// Fills as much of `buffer`, which is not empty, as comes at once; 0 at the end.
    ///
    /// - Parameter waiting: whether to wait for whoever writes to the pipe.
    /// - Returns: nil when there is nothing without waiting.
    /// - Throws: what ends the stream early, once all good bytes before it were given: ``DiagnosticCode/unreadable``,
    ///   ``DiagnosticCode/interrupted`` when the load was cancelled, and what the layers find.
    func read(into buffer: UnsafeMutableRawBufferPointer, waiting: Bool) throws(InputError) -> Int?
}

extension ByteStream {
    /// Fills as much of `buffer`, which is not empty, as comes at once, waiting for it; 0 at the end.
    ///
    /// - Throws: what ends the stream early.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(InputError) -> Int { try read(into: buffer, waiting: true) ?? 0 }
}

/// Stands between an encoder and a file: packs what the one writes for the other.
///
///     let packed = OutputCompression(Compression(fileName: path), sink: file.write)
///     var encoder = JaegerJSONEncoder { try packed.write($0) }
///     …
///     try packed.finish()
///
/// A class because the encoder's sink and the one who finishes share it.
public final class OutputCompression {
    private let deflater: (any Deflater)?
    private let sink: (UnsafeRawBufferPointer) throws -> Void

    /// Begins to pack.
    ///
    /// - Parameters:
    ///   - compression: nil hands everything on as it is.
    ///   - sink: takes the packed bytes in pieces; a piece is only valid during the call.
    public init(_ compression: Compression?, sink: @escaping (UnsafeRawBufferPointer) throws -> Void) {
        deflater = compression?.makeDeflater()
        self.sink = sink
    }

    /// Packs some bytes.
    ///
    /// - Throws: what the sink throws, or ``DeflateFailure``.
    public func write(_ bytes: UnsafeRawBufferPointer) throws {
        guard let deflater else { return try sink(bytes) }
        try deflater.deflate(bytes, isLast: false, sink: sink)
    }

    /// Hands on what was held back; nothing may be written after it.
    ///
    /// - Throws: what the sink throws, or ``DeflateFailure``.
    public func finish() throws {
        try deflater?.deflate(UnsafeRawBufferPointer(start: nil, count: 0), isLast: true, sink: sink)
    }
}

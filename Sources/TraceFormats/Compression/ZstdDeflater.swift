import CZstd

/// Packs data as one zstd frame with a checksum, through libzstd.
///
/// A class because libzstd keeps its state behind an address.
public final class ZstdDeflater: Deflater {
    private let context: OpaquePointer?
    private let output = UnsafeMutableRawBufferPointer.allocate(byteCount: ZSTD_CStreamOutSize(), alignment: 8)

    /// Prepares libzstd.
    ///
    /// - Parameter level: 1, fastest, to 19, smallest; 3 is what `zstd` takes unless told otherwise.
    public init(level: Int32 = 3) {
        context = ZSTD_createCCtx()
        guard let context else { return }
        ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, level)
        ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1)
    }

    deinit {
        ZSTD_freeCCtx(context)
        output.deallocate()
    }

    /// Packs all of `input`, and with `isLast` ends the frame.
    ///
    /// - Throws: what the sink throws, or ``DeflateFailure``.
    public func deflate(_ input: UnsafeRawBufferPointer, isLast: Bool, sink: (UnsafeRawBufferPointer) throws -> Void) throws {
        guard let context else { throw DeflateFailure() }
        var source = ZSTD_inBuffer(src: input.baseAddress, size: input.count, pos: 0)
        while true {
            var target = ZSTD_outBuffer(dst: output.baseAddress, size: output.count, pos: 0)
            let remaining = ZSTD_compressStream2(context, &target, &source, isLast ? ZSTD_e_end : ZSTD_e_continue)
            guard ZSTD_isError(remaining) == 0 else { throw DeflateFailure() }
            if target.pos > 0 { try sink(UnsafeRawBufferPointer(rebasing: output[..<target.pos])) }
            if isLast ? remaining == 0 : source.pos == source.size { return }
        }
    }
}

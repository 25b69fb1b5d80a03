import CZstd

/// Inflates zstd data as it comes, through libzstd; several frames in a row are one text, skippable frames are stepped over.
///
/// A class because libzstd keeps its state behind an address.
public final class ZstdInflater: Inflater {
    /// The largest window that a frame may ask for, as a power of two: 128 MiB, what `zstd` itself accepts unless told otherwise.
    ///
    /// The window is memory that a frame of a few bytes can ask for; without a bound it may be gigabytes.
    public static let windowLog: Int32 = 27

    private let context: OpaquePointer?
    /// Whether the data may end here: at the end of a frame.
    public private(set) var isBetweenParts = true

    /// Prepares libzstd.
    ///
    /// - Parameter windowLog: the largest window, as a power of two, 10...31.
    public init(windowLog: Int32 = ZstdInflater.windowLog) {
        context = ZSTD_createDCtx()
        if let context { ZSTD_DCtx_setParameter(context, ZSTD_d_windowLogMax, windowLog) }
    }

    deinit { ZSTD_freeDCtx(context) }

    /// Inflates from `input` to `output` until one of them is used up or a frame ends.
    public func inflate(_ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer) throws(InflateFailure)
        -> InflateProgress
    {
        guard let context else { throw .windowTooLarge }
        var source = ZSTD_inBuffer(src: input.baseAddress, size: input.count, pos: 0)
        var target = ZSTD_outBuffer(dst: output.baseAddress, size: output.count, pos: 0)
        let status = ZSTD_decompressStream(context, &target, &source)
        if ZSTD_isError(status) != 0 {
            switch ZSTD_getErrorCode(status) {
            case ZSTD_error_frameParameter_windowTooLarge, ZSTD_error_memory_allocation: throw .windowTooLarge
            default: throw .corrupt
            }
        }
        if source.pos > 0 || target.pos > 0 { isBetweenParts = status == 0 }
        return InflateProgress(consumed: source.pos, produced: target.pos)
    }
}

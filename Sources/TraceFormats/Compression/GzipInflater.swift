import CZlib

/// Inflates gzip or zlib data as it comes, through zlib; several members in a row are one text.
///
/// A class because zlib keeps the address of its state.
public final class GzipInflater: Inflater {
    private var stream = z_stream()
    private var isOpen = false
    private var isPadding = false
    /// Whether the data may end here: at the end of a member.
    public private(set) var isBetweenParts = true
    /// Whether a member has been read: only after one may padding come.
    private var hasMember = false

    /// Prepares zlib.
    public init() { isOpen = cz_inflate_init(&stream) == Z_OK }

    deinit { if isOpen { inflateEnd(&stream) } }

    /// Inflates from `input` to `output` until one of them is used up or a member ends.
    ///
    /// Zeros after a member are stepped over, as gzip does: tapes and block devices pad with them.
    public func inflate(_ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer) throws(InflateFailure)
        -> InflateProgress
    {
        guard isOpen else { throw .windowTooLarge }
        if isBetweenParts, hasMember, let first = input.first, first == 0 || isPadding {
            isPadding = true
            guard input.allSatisfy({ $0 == 0 }) else { throw .corrupt }
            return InflateProgress(consumed: input.count, produced: 0)
        }
        stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress?.assumingMemoryBound(to: UInt8.self))
        stream.avail_in = UInt32(clamping: input.count)
        stream.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
        stream.avail_out = UInt32(clamping: output.count)
        let (offered, room) = (Int(stream.avail_in), Int(stream.avail_out))
        let status = CZlib.inflate(&stream, Z_NO_FLUSH)
        let progress = InflateProgress(consumed: offered - Int(stream.avail_in), produced: room - Int(stream.avail_out))
        if progress.consumed > 0 { isBetweenParts = false }
        switch status {
        case Z_OK, Z_BUF_ERROR: return progress
        case Z_STREAM_END:
            isBetweenParts = true
            hasMember = true
            inflateReset(&stream)
            return progress
        case Z_MEM_ERROR: throw .windowTooLarge
        default: throw .corrupt
        }
    }
}

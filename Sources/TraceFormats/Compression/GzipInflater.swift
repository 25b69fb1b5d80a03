import CZlib
import TraceModel

/// Inflates gzip or zlib data as it comes, through zlib; several members in a row are one text.
///
/// A class because zlib keeps the address of its state.
public final class GzipInflater {
    /// Why no more comes.
    public enum Failure: Error, Equatable, Sendable {
        /// The data is damaged.
        case corrupt
    }

    /// What one call did.
    public struct Progress {
        /// Bytes taken from the input.
        public var consumed: Int
        /// Bytes written to the output.
        public var produced: Int
        /// Whether a member ended here; what follows is another one or nothing.
        public var endsMember: Bool
    }

    private var stream = z_stream()
    private var isOpen = false
    /// Whether the data may end here: at the end of a member.
    public private(set) var isBetweenMembers = true

    /// Prepares zlib.
    public init() { isOpen = cz_inflate_init(&stream) == Z_OK }

    deinit { if isOpen { inflateEnd(&stream) } }

    /// Whether data begins as gzip does.
    public static func recognises(_ bytes: UnsafeRawBufferPointer) -> Bool {
        bytes.count >= 2 && bytes[0] == 0x1f && bytes[1] == 0x8b
    }

    /// Inflates from `input` to `output` until one of them is used up or a member ends.
    ///
    /// Bytes after a member that begin no other one are stepped over, as gzip does with padding.
    public func inflate(_ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer) throws(Failure) -> Progress {
        guard isOpen else { throw .corrupt }
        if isBetweenMembers, let first = input.first, first != 0x1f {
            return Progress(consumed: input.count, produced: 0, endsMember: true)
        }
        stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress?.assumingMemoryBound(to: UInt8.self))
        stream.avail_in = UInt32(clamping: input.count)
        stream.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
        stream.avail_out = UInt32(clamping: output.count)
        let (offered, room) = (Int(stream.avail_in), Int(stream.avail_out))
        let status = CZlib.inflate(&stream, Z_NO_FLUSH)
        let progress = Progress(
            consumed: offered - Int(stream.avail_in), produced: room - Int(stream.avail_out), endsMember: status == Z_STREAM_END)
        if progress.consumed > 0 { isBetweenMembers = false }
        switch status {
        case Z_OK, Z_BUF_ERROR: return progress
        case Z_STREAM_END:
            isBetweenMembers = true
            inflateReset(&stream)
            return progress
        default: throw .corrupt
        }
    }
}

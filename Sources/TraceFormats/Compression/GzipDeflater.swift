import CZlib

/// Packs data as one gzip member, through zlib.
///
/// A class because zlib keeps the address of its state.
public final class GzipDeflater: Deflater {
    private var stream = z_stream()
    private let isOpen: Bool
    private let output = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 8)

    /// Prepares zlib.
    ///
    /// - Parameter level: 1, fastest, to 9, smallest; 6 is what `gzip` takes unless told otherwise.
    public init(level: Int32 = 6) { isOpen = cz_deflate_init(&stream, level) == Z_OK }

    deinit {
        if isOpen { deflateEnd(&stream) }
        output.deallocate()
    }

    /// Packs all of `input`, and with `isLast` ends the member.
    ///
    /// - Throws: what the sink throws, or ``DeflateFailure``.
    public func deflate(_ input: UnsafeRawBufferPointer, isLast: Bool, sink: (UnsafeRawBufferPointer) throws -> Void) throws {
        guard isOpen else { throw DeflateFailure() }
        var rest = input
        repeat {
            // zlib counts in 32 bits.
            let part = UnsafeRawBufferPointer(rebasing: rest.prefix(1 << 30))
            rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(part.count))
            stream.next_in = UnsafeMutablePointer(mutating: part.baseAddress?.assumingMemoryBound(to: UInt8.self))
            stream.avail_in = UInt32(part.count)
            let flush = isLast && rest.isEmpty ? Z_FINISH : Z_NO_FLUSH
            repeat {
                stream.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
                stream.avail_out = UInt32(output.count)
                guard CZlib.deflate(&stream, flush) != Z_STREAM_ERROR else { throw DeflateFailure() }
                let count = output.count - Int(stream.avail_out)
                if count > 0 { try sink(UnsafeRawBufferPointer(rebasing: output[..<count])) }
            } while stream.avail_out == 0
        } while !rest.isEmpty
    }
}

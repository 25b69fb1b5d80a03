import TraceModel

/// A stream that begins with bytes already taken from it, and ends with the failure that taking them met, if any.
final class ReplayedStream: ByteStream {
    private var head: ArraySlice<UInt8>
    private var failure: InputError?
    private let rest: any ByteStream

    /// Puts bytes back before a stream.
    init(head: [UInt8], failure: InputError? = nil, rest: any ByteStream) {
        self.head = head[...]
        self.failure = failure
        self.rest = rest
    }

    var bytesRead: Int { rest.bytesRead }

    func read(into buffer: UnsafeMutableRawBufferPointer, waiting: Bool) throws(InputError) -> Int? {
        if head.isEmpty {
            if let failure { throw failure }
            return try rest.read(into: buffer, waiting: waiting)
        }
        let count = min(head.count, buffer.count)
        buffer.copyBytes(from: head.prefix(count))
        head = head.dropFirst(count)
        return count
    }
}

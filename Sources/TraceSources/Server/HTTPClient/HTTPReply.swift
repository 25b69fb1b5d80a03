import TraceFormats
import TraceModel

/// What a server answered: the head, and the body unpacked, as it comes.
struct HTTPReply {
    let request: HTTPRequest
    let head: HTTPHead
    /// The body; it fails with ``DiagnosticCode/replyTooLarge`` beyond the limit.
    let stream: any ByteStream

    /// - Throws: ``DiagnosticCode/replyNotUnderstood`` when the body is packed in a way that was not asked for.
    init(_ request: HTTPRequest, _ head: HTTPHead, _ transfer: HTTPTransfer) throws(InputError) {
        self.request = request
        self.head = head
        let limit = request.options.replyLimit
        let name = request.address.description
        switch head.value(of: "content-encoding")?.lowercased() {
        case nil, "", "identity":
            stream = LimitedStream(transfer, limit: limit, failure: request.failure(.replyTooLarge, found: ByteCount.text(limit)))
        // What is called deflate is zlib's format, which the inflater knows from gzip.
        case "gzip", "x-gzip", "deflate":
            let plain = InflatingStream(transfer, .gzip, name: name)
            stream = LimitedStream(plain, limit: limit, failure: request.failure(.replyTooLarge, found: ByteCount.text(limit)))
        case let other?:
            throw request.failure(.replyNotUnderstood, found: "content-encoding: \(other)")
        }
    }

    /// The whole body, when it is small.
    ///
    /// - Parameter limit: bytes; what follows is left out.
    /// - Throws: what the stream fails of.
    func body(limit: Int) throws(InputError) -> [UInt8] {
        var body: [UInt8] = []
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 8)
        defer { buffer.deallocate() }
        while body.count < limit {
            let count = try stream.read(into: buffer)
            if count == 0 { break }
            body += buffer[..<min(count, limit - body.count)]
        }
        return body
    }
}

/// A stream that fails when it gives more than is allowed.
private final class LimitedStream: ByteStream {
    private let source: any ByteStream
    private var left: Int
    private let failure: InputError

    init(_ source: any ByteStream, limit: Int, failure: InputError) {
        self.source = source
        self.failure = failure
        left = limit
    }

    var bytesRead: Int { source.bytesRead }

    func read(into buffer: UnsafeMutableRawBufferPointer, waiting: Bool) throws(InputError) -> Int? {
        guard let count = try source.read(into: buffer, waiting: waiting) else { return nil }
        if count > left { throw failure }
        left -= count
        return count
    }
}

/// Sizes in words.
enum ByteCount {
    /// `1 GiB`, `512 KiB`, `7 bytes`: the largest unit that divides it.
    static func text(_ bytes: Int) -> String {
        for (shift, unit) in [(30, "GiB"), (20, "MiB"), (10, "KiB")] where bytes >= 1 << shift && bytes % (1 << shift) == 0 {
            return "\(bytes >> shift) \(unit)"
        }
        return "\(bytes) bytes"
    }
}

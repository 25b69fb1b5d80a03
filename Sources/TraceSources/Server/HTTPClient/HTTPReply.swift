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
        let encoding = head.value(of: "content-encoding") ?? ""
        switch encoding.lowercased() {
        case "", "identity":
            stream = ReplyBody(transfer, request, limit: limit)
        // What is called deflate is zlib's format, which the inflater knows from gzip.
        case "gzip", "x-gzip", "deflate":
            stream = ReplyBody(InflatingStream(transfer, .gzip, name: request.address.description), request, limit: limit)
        default: throw request.failure(.replyNotUnderstood, found: "content-encoding: \(encoding)")
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

/// The body of a reply: it fails when it is larger than is allowed, and tells of damage in words that fit a reply.
private final class ReplyBody: ByteStream {
    private let source: any ByteStream
    private let request: HTTPRequest
    private let limit: Int
    private var left: Int

    init(_ source: any ByteStream, _ request: HTTPRequest, limit: Int) {
        self.source = source
        self.request = request
        self.limit = limit
        left = limit
    }

    var bytesRead: Int { source.bytesRead }

    func read(into buffer: UnsafeMutableRawBufferPointer, waiting: Bool) throws(InputError) -> Int? {
        let count: Int?
        do throws(InputError) { count = try source.read(into: buffer, waiting: waiting) } catch { throw asFailureOfReply(error) }
        guard let count else { return nil }
        if count > left { throw request.failure(.replyTooLarge, found: ByteCount.text(limit)) }
        left -= count
        return count
    }

    /// What the inflater says is meant for files, which one can fetch again or unpack.
    private func asFailureOfReply(_ error: InputError) -> InputError {
        switch error.diagnostic.code {
        case .truncated: request.failure(.replyCutShort)
        case .corruptCompression: request.failure(.replyNotUnderstood, found: "damaged " + error.diagnostic.found)
        case .inflatedTooLarge, .windowTooLarge: request.failure(.replyTooLarge, found: ByteCount.text(limit))
        default: error
        }
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

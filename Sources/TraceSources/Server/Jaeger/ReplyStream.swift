import TraceModel

/// The body of a reply, whose failures speak of replies where those of streams speak of files.
final class ReplyStream: ByteStream {
    // A class because all streams are: a position in something that is read once.

    private let source: any ByteStream
    private let request: HTTPRequest

    init(_ reply: HTTPReply) {
        source = reply.stream
        request = reply.request
    }

    var bytesRead: Int { source.bytesRead }

    func read(into buffer: UnsafeMutableRawBufferPointer, waiting: Bool) throws(InputError) -> Int? {
        do throws(InputError) {
            return try source.read(into: buffer, waiting: waiting)
        } catch {
            throw error.diagnostic.code == .truncated ? request.failure(.replyCutShort) : error
        }
    }
}

import CCurl
import Glibc
import TraceModel

/// One request on its way, and its reply as a stream of bytes just as they were sent.
///
/// Bytes are taken from the connection only when they are asked for: a server that sends faster than its reply is decoded has to wait.
/// Letting go of a transfer ends it.
final class HTTPTransfer: ByteStream {
    private let easy: UnsafeMutableRawPointer
    private let connections: HTTPConnections
    private let giveBack: @Sendable (HTTPConnections) -> Void
    private let request: HTTPRequest
    private let cancellation: Cancellation
    private var lines: UnsafeMutableRawPointer?
    private let errorText = UnsafeMutablePointer<CChar>.allocate(capacity: CC_ERROR_SIZE)
    private var clock: HTTPClock
    /// What is left of the buffer of whoever reads; it is empty unless a read goes on.
    private var room = UnsafeMutableRawBufferPointer(start: nil, count: 0)
    /// Body that came when there was no room.
    private var pending: [UInt8] = []
    private var pendingStart = 0
    private var incomingHead: HTTPHead?
    /// How it ended, in libcurl's numbers; nil while it goes on.
    private var result: Int?
    /// The head of the reply, once all of it is there.
    private(set) var head: HTTPHead?
    private(set) var bytesRead = 0

    /// Prepares a request; it is sent when the first read waits.
    ///
    /// - Parameter giveBack: takes the connections when this transfer is let go.
    /// - Throws: that libcurl takes one of the settings for wrong.
    init(
        _ request: HTTPRequest, _ connections: HTTPConnections, cancellation: Cancellation,
        giveBack: @escaping @Sendable (HTTPConnections) -> Void
    ) throws(InputError) {
        guard let easy = cc_easy_new() else { throw request.failure(.connectionFailed, found: "no memory") }
        self.easy = easy
        self.connections = connections
        self.giveBack = giveBack
        self.request = request
        self.cancellation = cancellation
        clock = HTTPClock(request.options.patience)
        errorText.initialize(repeating: 0, count: CC_ERROR_SIZE)
        lines = request.apply(to: easy)
        let me = Unmanaged.passUnretained(self).toOpaque()
        cc_set_pointer(easy, CC_OPT_ERROR_BUFFER, errorText)
        cc_set_pointer(easy, CC_OPT_HEADERS, lines)
        cc_set_pointer(easy, CC_OPT_CONTEXT, me)
        cc_set_pointer(easy, CC_OPT_HEADER_CONTEXT, me)
        cc_set_sink(easy, CC_OPT_SINK) { bytes, size, count, context in
            HTTPTransfer.of(context).takeBody(UnsafeRawBufferPointer(start: bytes, count: size * count))
        }
        cc_set_sink(easy, CC_OPT_HEADER_SINK) { bytes, size, count, context in
            HTTPTransfer.of(context).takeHeader(UnsafeRawBufferPointer(start: bytes, count: size * count))
        }
        guard cc_multi_add(connections.multi, easy) == 0 else { throw request.failure(.connectionFailed, found: "no memory") }
    }

    deinit {
        cc_multi_remove(connections.multi, easy)
        cc_easy_free(easy)
        if let lines { cc_list_free(lines) }
        errorText.deallocate()
        giveBack(connections)
    }

    /// Waits for the head of the reply.
    ///
    /// - Throws: why there is none.
    func awaitHead() throws(InputError) -> HTTPHead {
        clock.rest()
        while true {
            if let head { return head }
            if let result { throw failure(result) }
            _ = try advance(waiting: true)
        }
    }

    func read(into buffer: UnsafeMutableRawBufferPointer, waiting: Bool) throws(InputError) -> Int? {
        clock.rest()
        if pendingStart < pending.count { return takePending(into: buffer) }
        room = buffer
        defer { room = UnsafeMutableRawBufferPointer(start: nil, count: 0) }
        while room.count == buffer.count {
            if let result {
                if result == CC_OK { return 0 }
                throw failure(result)
            }
            guard try advance(waiting: waiting) else { return nil }
        }
        return buffer.count - room.count
    }

    private func takePending(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        let count = min(buffer.count, pending.count - pendingStart)
        pending.withUnsafeBytes { buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[pendingStart..<pendingStart + count])) }
        pendingStart += count
        if pendingStart == pending.count {
            pending.removeAll(keepingCapacity: true)
            pendingStart = 0
        }
        return count
    }

    /// Moves on by one step.
    ///
    /// - Returns: false when nothing moves without waiting.
    /// - Throws: that it was cancelled, or took too long.
    private func advance(waiting: Bool) throws(InputError) -> Bool {
        if cancellation.isCancelled { throw request.failure(.interrupted) }
        let before = (bytesRead, head == nil, incomingHead == nil)
        cc_multi_perform(connections.multi)
        var code = 0
        if cc_multi_ended(connections.multi, easy, &code) != 0 { result = code }
        if result != nil || before != (bytesRead, head == nil, incomingHead == nil) {
            clock.stir()
            return true
        }
        guard waiting else { return false }
        if clock.stage == .connecting, cc_number(easy, CC_INFO_READY_MICROSECONDS) > 0 { clock.enter(.firstByte) }
        if let overdue = clock.overdue { throw request.failure(.timedOut, found: overdue) }
        let began = ContinuousClock.now
        cc_multi_wait(connections.multi, cancellation.descriptor, clock.nextMilliseconds)
        clock.add(ContinuousClock.now - began)
        return true
    }

    // MARK: What libcurl calls

    private static func of(_ context: UnsafeMutableRawPointer?) -> HTTPTransfer {
        guard let context else { preconditionFailure("libcurl was given no context") }
        return Unmanaged<HTTPTransfer>.fromOpaque(context).takeUnretainedValue()
    }

    private func takeBody(_ bytes: UnsafeRawBufferPointer) -> Int {
        let fitting = min(bytes.count, room.count)
        if fitting > 0 {
            room.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[..<fitting]))
            room = UnsafeMutableRawBufferPointer(rebasing: room[fitting...])
        }
        if fitting < bytes.count { pending += bytes[fitting...] }
        bytesRead += bytes.count
        return bytes.count
    }

    private func takeHeader(_ bytes: UnsafeRawBufferPointer) -> Int {
        let line = String(decoding: bytes.prefix { $0 != 0x0d && $0 != 0x0a }, as: UTF8.self)
        if let started = HTTPHead(statusLine: line) {
            incomingHead = started
            connections.hasServed = true
            clock.enter(.reply)
        } else if !line.isEmpty {
            incomingHead?.add(line)
        } else if let whole = incomingHead, whole.status >= 200, head == nil {
            head = whole
        }
        return bytes.count
    }

    private func failure(_ code: Int) -> InputError {
        let cause = HTTPFailure(
            code: code, text: String(cString: errorText), certificate: cc_number(easy, CC_INFO_VERIFY_RESULT),
            system: Int32(truncatingIfNeeded: cc_number(easy, CC_INFO_SYSTEM_ERROR)), hasHead: head != nil,
            isFirst: !connections.hasServed)
        let (diagnostic, found) = cause.fact(about: request.address)
        return request.failure(diagnostic, found: found)
    }
}

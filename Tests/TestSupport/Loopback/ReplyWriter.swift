/// Puts a reply on the wire, with whatever is wrong with it.
struct ReplyWriter {
    /// How a reply went.
    struct Result {
        /// How many bytes the connection took, header and framing included.
        var bytesSent = 0
        /// What ended it before its time, if anything.
        var interruption: TimedSocket.Interruption?
    }

    let socket: TimedSocket
    let deadline: ContinuousClock.Instant
    private(set) var result = Result()
    private var hasDripped = false

    init(_ socket: TimedSocket, until deadline: ContinuousClock.Instant) {
        self.socket = socket
        self.deadline = deadline
    }

    /// Sends it, and answers whether the connection may be used again.
    mutating func send(_ reply: LoopbackReply, to request: LoopbackRequest) -> Bool {
        let keepsAlive = reply.keepsAlive && reply.isSound && request.keepsAlive
        do throws(TimedSocket.Interruption) {
            try socket.pause(until: min(deadline, .now + reply.pace.beforeFirstByte))
            if let garbage = reply.garbage {
                try write(garbage, reply.pace)
            } else {
                try write(reply, to: request, keepsAlive: keepsAlive)
            }
            if case .stalls = reply.ending {
                try socket.pause(until: deadline)
                result.interruption = .timedOut
            }
        } catch {
            result.interruption = error
        }
        if case .resets = reply.ending { socket.resetAtEnd() }
        return keepsAlive && result.interruption == nil
    }

    private mutating func write(
        _ reply: LoopbackReply, to request: LoopbackRequest, keepsAlive: Bool
    ) throws(TimedSocket.Interruption) {
        switch reply.ending {
        case .closes(.beforeHead), .resets(.beforeHead), .stalls(.beforeHead): return
        default: break
        }
        try write(reply.head(keepsAlive: keepsAlive), LoopbackReply.Pace())
        guard request.method != "HEAD", reply.status != 204, reply.status != 304 else { return }
        switch reply.ending {
        case .closes(.afterBody(let count)), .resets(.afterBody(let count)), .stalls(.afterBody(let count)):
            try write(reply.framed(keeping: count), reply.pace)
        case .never:
            // An empty body would never fill the connection, and would be said for ever.
            var part = reply
            if part.body.isEmpty { part.body = [UInt8(ascii: " ")] }
            let unit = part.framed(keeping: part.body.count)
            // Many of a small one at a time, unless it drips.
            let framed = Array(repeatElement(unit, count: reply.pace.stride == nil ? max(1, 16_384 / unit.count) : 1).joined())
            while true { try write(framed, reply.pace) }
        default:
            try write(reply.framed(), reply.pace)
        }
    }

    private mutating func write(_ bytes: [UInt8], _ pace: LoopbackReply.Pace) throws(TimedSocket.Interruption) {
        var rest = bytes[...]
        while !rest.isEmpty {
            if pace.stride != nil, hasDripped { try socket.pause(until: min(deadline, .now + pace.interval)) }
            let piece = rest.prefix(pace.stride ?? rest.count)
            let (sent, interruption) = socket.write(piece, until: deadline)
            result.bytesSent += sent
            if let interruption { throw interruption }
            rest = rest.dropFirst(piece.count)
            hasDripped = pace.stride != nil
        }
    }
}

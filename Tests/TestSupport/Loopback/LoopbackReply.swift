/// What the server answers, and how well or badly it does so.
///
/// A reply is sound as it is made; `LoopbackReply+Faults.swift` has what can be wrong with it.
public struct LoopbackReply: Sendable {
    /// How the client learns where the body ends.
    public enum Framing: Sendable, Equatable {
        /// `Content-Length`: the true one, or a claim.
        case length(claimed: Int? = nil)
        /// `Transfer-Encoding: chunked`; the sizes are used one after the other, again and again. None: one chunk for all.
        case chunks(sizes: [Int])
        /// Neither: the body ends with the connection.
        case untilClose
    }

    /// A moment within a reply.
    public enum Moment: Sendable, Equatable {
        /// Before its first byte.
        case beforeHead
        /// After so many bytes of its body (compressed, if it is), not counting the marks of chunks.
        case afterBody(Int)
    }

    /// How a reply ends.
    public enum Ending: Sendable, Equatable {
        /// All of it is sent.
        case whole
        /// The connection is closed in the middle, politely.
        case closes(Moment)
        /// The connection is reset in the middle.
        case resets(Moment)
        /// Nothing more comes, but the connection stays open.
        case stalls(Moment)
        /// The body is sent over and over, without an end.
        case never
    }

    /// How slowly it is sent.
    public struct Pace: Sendable, Equatable {
        /// How long nothing comes at first.
        public var beforeFirstByte = Duration.zero
        /// How many bytes of the body go at a time; nothing for as many as the connection takes.
        public var stride: Int?
        /// What lies between two of these.
        public var interval = Duration.zero
    }

    /// The status: 200, ...
    public var status: Int
    /// The header without what framing and connection need: the server adds that.
    public var headers: HTTPFields
    /// What is sent after the header.
    public var body: [UInt8]
    /// How its end is marked.
    public var framing = Framing.length()
    /// How fast it goes.
    public var pace = Pace()
    /// Where it goes wrong.
    public var ending = Ending.whole
    /// Whether the connection may stay open for a next request, if the client agrees and the reply was sound.
    public var keepsAlive = true
    /// Sent instead of a status line, a header and a framed body: what is no HTTP.
    public var garbage: [UInt8]?

    /// A reply of any kind.
    public init(status: Int = 200, headers: HTTPFields = [:], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// Whether the connection is as good as new after it.
    var isSound: Bool {
        switch framing {
        case .length(let claimed): ending == .whole && garbage == nil && (claimed == nil || claimed == body.count)
        case .chunks: ending == .whole && garbage == nil
        case .untilClose: false
        }
    }
}

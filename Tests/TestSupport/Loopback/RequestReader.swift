/// Reads the requests of one connection, one after the other, within bounds.
struct RequestReader {
    /// What can be wrong with a request; the server answers it with a status and hangs up.
    struct Refusal: Error {
        let status: Int
        let reason: String
    }

    static let headerLimit = 65_536
    static let bodyLimit = 16 << 20

    private let socket: TimedSocket
    private let connection: Int
    private var received: [UInt8] = []

    init(_ socket: TimedSocket, connection: Int) {
        self.socket = socket
        self.connection = connection
    }

    /// The next request; nothing when the client has said its last.
    /// - Throws: `Refusal`, or what `TimedSocket.read` throws.
    mutating func next(until deadline: ContinuousClock.Instant) throws -> LoopbackRequest? {
        guard let head = try head(until: deadline) else { return nil }
        let lines = head.split(separator: "\r\n", omittingEmptySubsequences: false)
        let words = (lines.first ?? "").split(separator: " ")
        guard words.count == 3, words[2].hasPrefix("HTTP/1.") else {
            throw Refusal(status: 400, reason: "this is no HTTP/1 request: \(lines.first?.prefix(80).debugDescription ?? "")")
        }
        let headers = HTTPFields(lines: lines.dropFirst())
        return LoopbackRequest(
            method: String(words[0]), spelling: String(words[1]), target: RequestTarget(String(words[1])), version: String(words[2]),
            headers: headers, body: try body(headers, until: deadline), connection: connection)
    }

    private mutating func head(until deadline: ContinuousClock.Instant) throws -> String? {
        let blank = Array("\r\n\r\n".utf8)
        var searched = 0
        while true {
            let from = max(0, searched - blank.count + 1)
            if let end = received[from...].firstRange(of: blank) {
                let head = String(decoding: received[..<end.lowerBound], as: UTF8.self)
                received.removeFirst(end.upperBound)
                return head
            }
            searched = received.count
            guard searched <= Self.headerLimit else { throw Refusal(status: 431, reason: "the header is longer than \(Self.headerLimit)") }
            // What begins like no method is no HTTP, and may never send a blank line: a TLS handshake, say.
            if let first = received.first, !(UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(first) {
                throw Refusal(status: 400, reason: "this is no HTTP/1 request: it begins with byte \(first)")
            }
            let more = try socket.read(until: deadline)
            if more.isEmpty {
                guard received.isEmpty else { throw Refusal(status: 400, reason: "the request ends within its header") }
                return nil
            }
            received += more
        }
    }

    private mutating func body(_ headers: HTTPFields, until deadline: ContinuousClock.Instant) throws -> [UInt8] {
        guard headers["Transfer-Encoding"] == nil else { throw Refusal(status: 411, reason: "a body needs its length here") }
        let count = headers["Content-Length"].map { Int($0) ?? -1 } ?? 0
        guard (0...Self.bodyLimit).contains(count) else { throw Refusal(status: 413, reason: "a body of at most \(Self.bodyLimit) bytes") }
        if headers["Expect"]?.lowercased() == "100-continue" {
            _ = socket.write(Array("HTTP/1.1 100 Continue\r\n\r\n".utf8)[...], until: deadline)
        }
        while received.count < count {
            let more = try socket.read(until: deadline)
            guard !more.isEmpty else { throw Refusal(status: 400, reason: "the request ends within its body") }
            received += more
        }
        defer { received.removeFirst(count) }
        return Array(received[..<count])
    }
}

import Foundation

@testable import TestSupport

/// A client that sends what it is told and shows what it gets, byte for byte; it gives up after a minute.
struct RawClient {
    /// What came back.
    struct Answer {
        var head = ""
        var body: [UInt8] = []
        /// Whether the connection was reset instead of closed.
        var wasReset = false

        var status: Int? { head.split(separator: " ").dropFirst().first.flatMap { Int($0) } }
        var headers: HTTPFields { HTTPFields(lines: head.split(separator: "\r\n")) }
        var text: String { String(decoding: body, as: UTF8.self) }
    }

    private let socket: TimedSocket
    private let deadline = ContinuousClock.now + .seconds(60)

    init(_ server: LoopbackServer) throws {
        let isOld = server.host == .ipv4
        let descriptor = Glibc.socket(isOld ? AF_INET : AF_INET6, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        var old = sockaddr_in(), new = sockaddr_in6()
        (old.sin_family, old.sin_port) = (sa_family_t(AF_INET), server.port.bigEndian)
        (new.sin6_family, new.sin6_port, new.sin6_addr) = (sa_family_t(AF_INET6), server.port.bigEndian, in6addr_loopback)
        old.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        func connect<Address>(_ address: Address) -> Int32 {
            withUnsafeBytes(of: address) {
                Glibc.connect(descriptor, $0.assumingMemoryBound(to: sockaddr.self).baseAddress, socklen_t($0.count))
            }
        }
        guard (isOld ? connect(old) : connect(new)) == 0 else {
            close(descriptor)
            throw LoopbackFailure(doing: "connect to \(server.url)")
        }
        socket = TimedSocket(descriptor)
    }

    /// One request over a connection of its own, and all that comes until its end.
    static func get(_ target: String, _ headers: String..., method: String = "GET", from server: LoopbackServer) throws -> Answer {
        let client = try RawClient(server)
        client.send(
            (["\(method) \(target) HTTP/1.1", "Host: localhost", "Connection: close"] + headers).joined(separator: "\r\n") + "\r\n\r\n")
        return try client.answer()
    }

    func send(_ text: String) {
        _ = socket.write(Array(text.utf8)[...], until: deadline)
    }

    /// Reads until the end of the connection, or until the condition holds for what came so far.
    func answer(until isEnough: (Answer) -> Bool = { _ in false }) throws -> Answer {
        var answer = Answer()
        var bytes: [UInt8] = []
        while true {
            if let end = bytes.firstRange(of: Array("\r\n\r\n".utf8)) {
                answer.head = String(decoding: bytes[..<end.lowerBound], as: UTF8.self)
                answer.body = Array(bytes[end.upperBound...])
            } else {
                answer.body = bytes
            }
            if isEnough(answer) { return answer }
            do {
                let more = try socket.read(until: deadline)
                if more.isEmpty { return answer }
                bytes += more
            } catch TimedSocket.Interruption.peerLeft {
                answer.wasReset = true
                return answer
            }
        }
    }
}

import Foundation
import Synchronization

@testable import TraceSources

/// A server on a free loopback port that does to its clients exactly what a test says, byte for byte.
final class ScriptedServer: Sendable {
    // A class because its end closes the port.

    /// One thing that is done to a client.
    enum Step: Sendable {
        case send([UInt8])
        case pause(Duration)
        /// Sends these bytes over and over, so many times, and counts them.
        case flood([UInt8], times: Int)
        /// Says nothing more until the client goes away.
        case hold
        case close
        case reset
    }

    let port: UInt16
    var url: String { "http://127.0.0.1:\(port)" }
    /// The heads of all requests so far.
    var requests: [String] { state.withLock { $0.requests } }
    var connections: Int { state.withLock { $0.connections } }
    var flooded: Int { state.withLock { $0.flooded } }
    private let descriptor: Int32
    private let state: Shared

    private final class Shared: Sendable {
        struct Values { var requests: [String] = [], connections = 0, flooded = 0 }
        let values = Mutex(Values())
        func withLock<Result: Sendable>(_ body: (inout sending Values) -> Result) -> Result { values.withLock { body(&$0) } }
    }

    /// - Parameter answer: what to do about a request, given its target: path and query.
    init(_ answer: @escaping @Sendable (String) -> [Step]) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        inet_pton(AF_INET, "127.0.0.1", &address.sin_addr)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let descriptor = descriptor
        let isOpen = withUnsafeMutableBytes(of: &address) { bytes in
            guard let pointer = bytes.baseAddress?.assumingMemoryBound(to: sockaddr.self) else { return false }
            return bind(descriptor, pointer, length) == 0 && listen(descriptor, 16) == 0 && getsockname(descriptor, pointer, &length) == 0
        }
        guard isOpen else { throw CocoaError(.fileReadUnknown) }
        port = UInt16(bigEndian: address.sin_port)
        let shared = Shared()
        state = shared
        SystemThread.run {
            while case let client = accept(descriptor, nil, nil), client >= 0 {
                shared.withLock { $0.connections += 1 }
                SystemThread.run { Self.serve(client, shared, answer) }
            }
        }
    }

    deinit {
        shutdown(descriptor, Int32(SHUT_RDWR))
        close(descriptor)
    }

    /// Answers the requests of one connection until it ends.
    private static func serve(_ client: Int32, _ shared: Shared, _ answer: @Sendable (String) -> [Step]) {
        defer { close(client) }
        while let head = readHead(client) {
            shared.withLock { $0.requests.append(head) }
            let target = head.split(separator: " ").dropFirst().first.map(String.init) ?? ""
            for step in answer(target) {
                switch step {
                case .send(let bytes): if !send(bytes, to: client) { return }
                case .pause(let time): usleep(UInt32(time / .microseconds(1)))
                case .flood(let bytes, let times):
                    for _ in 0..<times {
                        guard send(bytes, to: client) else { return }
                        shared.withLock { $0.flooded += bytes.count }
                    }
                case .hold: return _ = readHead(client)
                case .close: return
                case .reset:
                    var linger = linger(l_onoff: 1, l_linger: 0)
                    setsockopt(client, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout<linger>.size))
                    return
                }
            }
        }
    }

    private static func readHead(_ client: Int32) -> String? {
        var head: [UInt8] = []
        var byte: UInt8 = 0
        while !head.suffix(4).elementsEqual([13, 10, 13, 10]) {
            guard recv(client, &byte, 1, 0) == 1 else { return nil }
            head.append(byte)
        }
        return String(decoding: head, as: UTF8.self)
    }

    private static func send(_ bytes: [UInt8], to client: Int32) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.send(client, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }
}

extension ScriptedServer.Step {
    /// A whole reply.
    static func reply(_ body: [UInt8], status: String = "200 OK", headers: [String] = [], claiming length: Int? = nil) -> Self {
        let head = ["HTTP/1.1 \(status)", "Content-Length: \(length ?? body.count)"] + headers
        return .send(Array((head.joined(separator: "\r\n") + "\r\n\r\n").utf8) + body)
    }

    /// A whole reply of text.
    static func reply(_ body: String, status: String = "200 OK", headers: [String] = [], claiming length: Int? = nil) -> Self {
        reply(Array(body.utf8), status: status, headers: headers, claiming: length)
    }
}

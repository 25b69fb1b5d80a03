import Foundation

/// A port on the loopback interface that takes connections.
final class LoopbackListener: Sendable {
    // A class because its end has an effect: the port is closed.

    let port: UInt16
    private let descriptor: Int32
    private let context: TLSContext?

    /// - Throws: `LoopbackFailure`.
    init(_ host: LoopbackServer.Host, port: UInt16, tls: LoopbackTLS? = nil) throws {
        context = try tls.map(TLSContext.init)
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
        descriptor = socket(host == .ipv4 ? AF_INET : AF_INET6, kind, 0)
        guard descriptor >= 0 else { throw LoopbackFailure(doing: "socket for \(host.rawValue)") }
        var one: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &one, socklen_t(MemoryLayout<Int32>.size))
        do {
            self.port = try Self.bind(descriptor, host, port: port)
            guard listen(descriptor, 128) == 0 else { throw LoopbackFailure(doing: "listen at \(host.rawValue)") }
        } catch {
            close(descriptor)
            throw error
        }
    }

    deinit { close(descriptor) }

    /// Refuses connections from now on, those that wait to be taken included.
    func refuse() { shutdown(descriptor, Int32(SHUT_RDWR)) }

    /// The next connection; nothing when the line was pulled or the port is unusable.
    func next(_ stopLine: StopLine) -> TimedSocket? {
        while true {
            let connection = accept(descriptor, nil, nil)
            if connection >= 0 { return TimedSocket(connection, stopLine: stopLine, context: context) }
            // A client that left while it waited is no reason to end.
            guard [EAGAIN, EINTR, ECONNABORTED].contains(errno) else { return nil }
            var watched = [
                pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
                pollfd(fd: stopLine.descriptor, events: Int16(POLLIN), revents: 0),
            ]
            _ = poll(&watched, 2, -1)
            if watched[1].revents != 0 { return nil }
        }
    }

    /// Binds, and answers the port that it became.
    private static func bind(_ descriptor: Int32, _ host: LoopbackServer.Host, port: UInt16) throws -> UInt16 {
        var storage = sockaddr_storage()
        return try withUnsafeMutableBytes(of: &storage) { bytes in
            var length: socklen_t
            if host == .ipv4 {
                var address = sockaddr_in()
                address.sin_family = sa_family_t(AF_INET)
                address.sin_port = port.bigEndian
                inet_pton(AF_INET, host.rawValue, &address.sin_addr)
                length = socklen_t(MemoryLayout<sockaddr_in>.size)
                bytes.storeBytes(of: address, as: sockaddr_in.self)
            } else {
                var address = sockaddr_in6()
                address.sin6_family = sa_family_t(AF_INET6)
                address.sin6_port = port.bigEndian
                address.sin6_addr = in6addr_loopback
                length = socklen_t(MemoryLayout<sockaddr_in6>.size)
                bytes.storeBytes(of: address, as: sockaddr_in6.self)
            }
            let address = bytes.assumingMemoryBound(to: sockaddr.self).baseAddress
            guard Glibc.bind(descriptor, address, length) == 0 else {
                throw LoopbackFailure(doing: "bind to \(host.rawValue) port \(port)")
            }
            guard getsockname(descriptor, address, &length) == 0 else { throw LoopbackFailure(doing: "getsockname") }
            // Both families have their port at the same place, in network order.
            return UInt16(bigEndian: bytes.load(fromByteOffset: 2, as: UInt16.self))
        }
    }
}

import Foundation

/// A socket that has a port of the loopback interface, and may share it with others of ours.
///
/// Whoever makes one closes it.
struct BoundSocket {
    let descriptor: Int32
    let port: UInt16

    /// Takes a port; 0 for one that nobody has.
    /// - Throws: `LoopbackFailure`.
    init(_ host: LoopbackServer.Host, port: UInt16) throws {
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
        descriptor = socket(host == .ipv4 ? AF_INET : AF_INET6, kind, 0)
        guard descriptor >= 0 else { throw LoopbackFailure(doing: "socket for \(host.rawValue)") }
        var one: Int32 = 1
        for option in [SO_REUSEADDR, SO_REUSEPORT] {
            setsockopt(descriptor, SOL_SOCKET, option, &one, socklen_t(MemoryLayout<Int32>.size))
        }
        do {
            self.port = try Self.bind(descriptor, host, port: port)
        } catch {
            close(descriptor)
            throw error
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

/// Keeps a port, without listening, for as long as it lives.
///
/// Servers of other tests that come meanwhile get another one, so that a server that was stopped is away, and can come back at its place.
final class HeldPort: Sendable {
    // A class because its end has an effect: the port is given back.

    private let socket: BoundSocket

    /// - Throws: `LoopbackFailure`.
    init(_ host: LoopbackServer.Host, port: UInt16) throws { socket = try BoundSocket(host, port: port) }

    deinit { close(socket.descriptor) }
}

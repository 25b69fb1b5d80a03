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
        let bound = try BoundSocket(host, port: port)
        guard listen(bound.descriptor, 128) == 0 else {
            close(bound.descriptor)
            throw LoopbackFailure(doing: "listen at \(host.rawValue)")
        }
        (descriptor, self.port) = (bound.descriptor, bound.port)
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
}

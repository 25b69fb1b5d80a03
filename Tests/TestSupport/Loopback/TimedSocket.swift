import Foundation

/// A connection on which nothing waits for longer than its deadline, nor beyond the end of its server.
final class TimedSocket: Sendable {
    // A class because its end has an effect: the descriptor goes with it.

    /// Why a wait ended without what it waited for.
    enum Interruption: Error, Equatable {
        /// The deadline passed.
        case timedOut
        /// The server is being shut down.
        case stopped
        /// The other side hung up or reset the connection.
        case peerLeft
    }

    // Glibc's header hides it; the kernel's value is fixed.
    private static let peerHungUp: Int16 = 0x2000

    private let descriptor: Int32
    private let stopLine: StopLine?
    private let session: TLSSession?

    /// Takes over a connected socket; in the given context, it is secured by the first that is read or written.
    init(_ descriptor: Int32, stopLine: StopLine? = nil, context: TLSContext? = nil) {
        self.descriptor = descriptor
        self.stopLine = stopLine
        session = context?.session(over: descriptor)
        // Programs that other tests start must not keep this connection open. (`accept4`, which leaves no gap, is not to be had here.)
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
        var one: Int32 = 1
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &one, socklen_t(MemoryLayout<Int32>.size))
    }

    deinit { close(descriptor) }

    /// What has come, at most as many bytes; nothing at the end of the stream.
    /// - Throws: `Interruption`.
    func read(upTo count: Int = 65_536, until deadline: ContinuousClock.Instant) throws(Interruption) -> [UInt8] {
        if let session { return try read(from: session, upTo: count, until: deadline) }
        while true {
            // Waiting first, so that one who never stops sending cannot outlast the deadline.
            try wait(for: Int16(POLLIN), until: deadline)
            var end = 0
            let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
                end = recv(descriptor, buffer.baseAddress, count, 0)
                filled = max(0, end)
            }
            if end >= 0 { return bytes }
            guard errno == EAGAIN || errno == EINTR else { throw .peerLeft }
        }
    }

    /// Sends all of the bytes, and answers how many went before the connection broke or the time was up.
    func write(_ bytes: ArraySlice<UInt8>, until deadline: ContinuousClock.Instant) -> (sent: Int, interruption: Interruption?) {
        if let session { return write(bytes, to: session, until: deadline) }
        var rest = bytes
        while !rest.isEmpty {
            do throws(Interruption) {
                try wait(for: Int16(POLLOUT), until: deadline)
            } catch {
                return (bytes.count - rest.count, error)
            }
            let sent = rest.withUnsafeBytes { send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            guard sent >= 0 || errno == EAGAIN || errno == EINTR else { return (bytes.count - rest.count, .peerLeft) }
            rest = rest.dropFirst(max(0, sent))
        }
        return (bytes.count, nil)
    }

    /// Lets time pass, unless the other side leaves or the server stops meanwhile.
    /// - Throws: `Interruption`, but not `timedOut`.
    func pause(until moment: ContinuousClock.Instant) throws(Interruption) {
        guard moment > .now else { return }
        do throws(Interruption) {
            try wait(for: Self.peerHungUp, until: moment)
        } catch {
            if error == .timedOut { return }
            throw error
        }
        throw .peerLeft
    }

    /// Says that nothing more will be sent.
    func endWriting() {
        session?.end()
        shutdown(descriptor, Int32(SHUT_WR))
    }

    /// Ends the sending side and takes what still comes, whatever it means: closing with bytes unread would reset what was sent last,
    /// such as why a secure connection did not come about.
    func abandon(until deadline: ContinuousClock.Instant) {
        shutdown(descriptor, Int32(SHUT_WR))
        var bytes = [UInt8](repeating: 0, count: 4096)
        repeat {
            do throws(Interruption) { try wait(for: Int16(POLLIN), until: deadline) } catch { return }
        } while recv(descriptor, &bytes, bytes.count, 0) > 0
    }

    /// Makes the end of this socket a reset instead of a farewell.
    func resetAtEnd() {
        var now = linger(l_onoff: 1, l_linger: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &now, socklen_t(MemoryLayout<linger>.size))
    }

    /// Waits until one of the events may be there: what failed is told by the call that follows.
    func wait(for events: Int16, until deadline: ContinuousClock.Instant) throws(Interruption) {
        // A descriptor below zero is one that poll passes over.
        var watched = [
            pollfd(fd: descriptor, events: events, revents: 0), pollfd(fd: stopLine?.descriptor ?? -1, events: Int16(POLLIN), revents: 0),
        ]
        while true {
            let left = max(.zero, deadline - .now)
            // Rounded up: a wait that ends a little early would turn into a busy loop.
            let ready = poll(&watched, 2, Int32(clamping: Int((left / .milliseconds(1)).rounded(.up))))
            if watched[1].revents != 0 { throw .stopped }
            if deadline <= .now { throw .timedOut }
            if ready > 0 { return }
            if ready < 0, errno != EINTR { throw .peerLeft }
        }
    }
}

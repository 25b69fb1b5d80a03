import Foundation

/// Ends every wait of a server's threads at once: one end of a pair of sockets that hangs up when the other is closed.
///
/// Each wait polls it beside its own socket, so no thread ever sleeps through the end of its server.
final class StopLine: Sendable {
    // A class because its end has an effect: the descriptors go with it.

    /// What waits poll; it hangs up for good once `pull` was called.
    let descriptor: Int32
    private let handle: LoopbackBox<Int32?>

    /// - Throws: `LoopbackFailure` when the system has no descriptors left.
    init() throws {
        var ends: [Int32] = [-1, -1]
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
        guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else { throw LoopbackFailure(doing: "socketpair") }
        descriptor = ends[0]
        handle = LoopbackBox(ends[1])
    }

    deinit {
        pull()
        close(descriptor)
    }

    /// Stops everything that waits, now and later.
    func pull() {
        let end = handle.withLock { handle in
            defer { handle = nil }
            return handle
        }
        if let end { close(end) }
    }
}

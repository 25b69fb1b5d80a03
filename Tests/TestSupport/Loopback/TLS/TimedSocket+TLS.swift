import Foundation

/// Reading and writing through a secure session, which may have to write in order to read, and the other way round.
extension TimedSocket {
    /// - Throws: `Interruption`.
    func read(
        from session: TLSSession, upTo count: Int, until deadline: ContinuousClock.Instant
    ) throws(Interruption) -> [UInt8] {
        if !session.hasPending { try wait(for: Int16(POLLIN), until: deadline) }
        while true {
            var outcome = TLSSession.Outcome.failed
            let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
                outcome = session.read(into: buffer.baseAddress, upTo: count)
                if case .count(let read) = outcome { filled = read }
            }
            guard try isDone(outcome, until: deadline) else { continue }
            return bytes
        }
    }

    func write(
        _ bytes: ArraySlice<UInt8>, to session: TLSSession, until deadline: ContinuousClock.Instant
    ) -> (sent: Int, interruption: Interruption?) {
        var rest = bytes
        do throws(Interruption) {
            while !rest.isEmpty {
                try wait(for: Int16(POLLOUT), until: deadline)
                let outcome = rest.withUnsafeBytes(session.write)
                if try isDone(outcome, until: deadline), case .count(let sent) = outcome { rest = rest.dropFirst(sent) }
            }
            return (bytes.count, nil)
        } catch {
            return (bytes.count - rest.count, error)
        }
    }

    /// Whether a call is through; waits for what it wants if it is not.
    private func isDone(_ outcome: TLSSession.Outcome, until deadline: ContinuousClock.Instant) throws(Interruption) -> Bool {
        switch outcome {
        case .count, .ended: return true
        case .wantsRead: try wait(for: Int16(POLLIN), until: deadline)
        case .wantsWrite: try wait(for: Int16(POLLOUT), until: deadline)
        case .failed: throw .peerLeft
        }
        return false
    }
}

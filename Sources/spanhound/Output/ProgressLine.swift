import Explorer
import Synchronization
import TraceModel

/// One line on standard error that tells how far reading has come; small inputs are read before it would appear.
final class ProgressLine: Sendable {
    // A class because threads that read share it.

    private let isShown: Bool
    private let lastShown = Mutex<ContinuousClock.Instant?>(nil)
    private let began = ContinuousClock.now
    private static let patience = Duration.milliseconds(400), pace = Duration.milliseconds(100)

    init(isShown: Bool) { self.isShown = isShown }

    /// Takes note of how far it is; may be called from any thread.
    func show(_ progress: LoadProgress) {
        guard isShown, ContinuousClock.now - began > Self.patience else { return }
        lastShown.withLock { last in
            let now = ContinuousClock.now
            if let last, now - last < Self.pace { return }
            last = now
            let share = progress.fraction.map { CountText.percent($0) } ?? CountText.bytes(progress.bytesRead)
            StandardError.write(trusted: "\r\u{1b}[Kreading: \(share), \(CountText.text(progress.spans, "span"))")
        }
    }

    /// Removes the line.
    func clear() {
        lastShown.withLock { last in
            if last != nil { StandardError.write(trusted: "\r\u{1b}[K") }
            last = nil
        }
    }
}

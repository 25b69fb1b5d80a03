import Glibc
import TraceModel

/// When a server is asked again after a failure that may pass, and how long to wait before.
///
/// Asking again is safe: only GET is ever sent, and nothing of a reply has been handed on by then. Clock, sleep and chance come in from
/// outside, for tests.
struct RetryPolicy: Sendable {
    /// How often to ask again.
    var limit = 2
    /// How long to wait the first time, on average; each further wait is three times as long.
    var firstPause = Duration.milliseconds(200)
    /// The longest wait that a server may ask for; of one that asks for more the user is told at once.
    var longestPause = Duration.seconds(10)
    /// A number from 0 up to 1: clients that failed together must not come back together.
    var chance: @Sendable () -> Double = { Double.random(in: 0..<1) }
    /// The time.
    var now: @Sendable () -> ContinuousClock.Instant = { .now }
    /// Lets time pass; ends at once when nobody wants to wait any more.
    var sleep: @Sendable (Duration, Cancellation) -> Void = Self.sleep

    /// Whether a reply tells of trouble that may pass.
    static func isPassing(_ head: HTTPHead) -> Bool { [429, 502, 503, 504].contains(head.status) }

    /// Whether a failure to get any reply may pass.
    static func isPassing(_ error: InputError) -> Bool { [.connectionRefused, .connectionLost].contains(error.diagnostic.code) }

    /// How long to wait before asking again; nil when that is no use, or would take too long.
    ///
    /// - Parameters:
    ///   - head: of the reply, if there is one.
    ///   - failures: how often it failed before.
    func pause(after head: HTTPHead?, failures: Int) -> Duration? {
        guard failures < limit else { return nil }
        guard let wish = head?.value(of: "retry-after") else { return pause(failures) }
        guard let wait = Self.wait(wish, sent: head?.value(of: "date")), wait <= longestPause else { return nil }
        return max(wait, pause(failures))
    }

    /// From half to one and a half of the average.
    private func pause(_ failures: Int) -> Duration {
        (0..<failures).reduce(firstPause * (0.5 + chance())) { pause, _ in pause * 3 }
    }

    /// What a server asks for: seconds, or a date by its own clock.
    private static func wait(_ wish: String, sent: String?) -> Duration? {
        if let seconds = Int(wish) { return .seconds(max(0, seconds)) }
        guard let until = HTTPDate.seconds(wish), let now = sent.flatMap(HTTPDate.seconds) else { return nil }
        return .seconds(max(0, until - now))
    }

    private static func sleep(_ time: Duration, _ cancellation: Cancellation) {
        let deadline = ContinuousClock.now + time
        var wake = pollfd(fd: cancellation.descriptor, events: Int16(POLLIN), revents: 0)
        while !cancellation.isCancelled, case let left = deadline - .now, left > .zero {
            poll(&wake, 1, Int32(clamping: Int((left / .milliseconds(1)).rounded(.up))))
        }
    }
}

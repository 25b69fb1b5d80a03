import Foundation

/// A value that several threads share, and a way to wait until it is as it should be.
final class LoopbackBox<Value>: @unchecked Sendable {
    // Safe to send because the value is touched under the condition's lock alone.
    private let condition = NSCondition()
    private var value: Value

    init(_ value: Value) {
        self.value = value
    }

    /// Reads or changes the value, and wakes who waits for it.
    func withLock<Result>(_ body: (inout Value) throws -> Result) rethrows -> Result {
        condition.lock()
        defer {
            condition.broadcast()
            condition.unlock()
        }
        return try body(&value)
    }

    /// Waits until the value gives a result; nothing when the limit passes first.
    func wait<Result>(within limit: Duration, until body: (inout Value) -> Result?) -> Result? {
        let deadline = Date(timeIntervalSinceNow: limit / .seconds(1))
        condition.lock()
        defer { condition.unlock() }
        while true {
            if let result = body(&value) { return result }
            guard condition.wait(until: deadline) else { return body(&value) }
        }
    }
}

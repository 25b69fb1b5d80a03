import Foundation

/// What went wrong with the loopback server itself: the system refused something, or an awaited request did not come.
public struct LoopbackFailure: Error, CustomStringConvertible {
    /// The sentence.
    public let description: String

    init(description: String) {
        self.description = description
    }

    /// A call that failed just now, with the system's reason.
    init(doing call: String) {
        description = "\(call): \(String(cString: strerror(errno)))"
    }
}

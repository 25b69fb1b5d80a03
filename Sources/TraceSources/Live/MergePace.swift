import Synchronization

/// How often what has come of an answer is worth being merged before the rest is there.
///
/// Merging costs more the more is held, so the pauses grow with what it has cost: a slow answer of many traces never keeps a core busy.
/// A class because the one who asks and what tells of news share it.
final class MergePace: Sendable {
    private let next = Mutex(ContinuousClock.now)
    /// Pauses are so many times as long as merging took.
    private static let share = 4

    init() {}

    /// Merges, if it is time to.
    ///
    /// - Parameter isLast: nothing more will come, so that it is time in any case.
    func merge<Result>(isLast: Bool, _ body: () -> Result) -> Result? {
        let began = ContinuousClock.now
        guard isLast || next.withLock({ began >= $0 }) else { return nil }
        let result = body()
        let ended = ContinuousClock.now
        next.withLock { $0 = ended + (ended - began) * Self.share }
        return result
    }
}

import Synchronization

/// Numbered jobs that a few workers do, each the next one nobody has taken; results come back in the order of the numbers.
///
/// A class because the workers share it.
final class OrderedJobs<Result: Sendable>: Sendable {
    private struct State {
        var nextToTake = 0
        var nextToGive = 0
        /// Results that nobody has asked for yet.
        var results: [Int: Result] = [:]
        var isStopped = false
    }

    private enum Delivery {
        case result(Result)
        case notYet
        case end
    }

    private let count: Int
    private let state = Mutex(State())
    private let arrivals = Arrivals()

    /// - Parameter count: the number of jobs.
    init(count: Int) { self.count = count }

    /// The next job for a worker, whose result it will ``put(_:of:)``; nil when there is none, or nobody wants one.
    func take() -> Int? {
        state.withLock { state in
            guard !state.isStopped, state.nextToTake < count else { return nil }
            state.nextToTake += 1
            return state.nextToTake - 1
        }
    }

    /// Hands over the result of a job.
    func put(_ result: Result, of job: Int) {
        state.withLock { $0.results[job] = result }
        arrivals.signal()
    }

    /// The result of the next job in order, once it is there; nil after the last one.
    func next() -> Result? {
        while true {
            switch deliver() {
            case .result(let result): return result
            case .notYet: arrivals.wait()
            case .end: return nil
            }
        }
    }

    /// Lets the workers take no more.
    func stop() { state.withLock { $0.isStopped = true } }

    private func deliver() -> Delivery {
        state.withLock { state in
            if state.nextToGive >= count { return .end }
            guard let result = state.results.removeValue(forKey: state.nextToGive) else { return .notYet }
            state.nextToGive += 1
            return .result(result)
        }
    }
}

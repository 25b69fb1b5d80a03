import Synchronization
import TraceModel

/// Services that several threads ask for, each the next one nobody has taken, and how that goes.
///
/// A class because the threads share it.
final class ServiceRound: Sendable {
    private struct State {
        var next = 0
        var successes = 0
        var failure: InputError?
    }

    private let services: [String]
    private let state = Mutex(State())

    init(_ services: [String]) { self.services = services }

    /// The next service; nil after the last one.
    func take() -> String? {
        state.withLock { state in
            guard state.next < services.count else { return nil }
            state.next += 1
            return services[state.next - 1]
        }
    }

    /// A service was asked for.
    func succeeded() { state.withLock { $0.successes += 1 } }

    /// A service could not be asked for; when the server is out of reach altogether, the others are left out.
    func failed(_ error: InputError) {
        state.withLock { state in
            state.failure = state.failure ?? error
            switch error.diagnostic.code {
            case .nameNotResolved, .connectionRefused, .connectionFailed, .tlsFailed, .notAuthorised: state.next = services.count
            default: break
            }
        }
    }

    /// The first failure.
    var failure: InputError? { state.withLock { $0.failure } }

    /// The first failure, when nothing else came.
    var failureOfAll: InputError? { state.withLock { $0.successes == 0 ? $0.failure : nil } }
}

import ArgumentParser
import TraceQuery

/// How much longer traces may take on average before a comparison is an answer of no: `10%`, or `5ms`.
enum FailOver: ExpressibleByArgument, Equatable, Sendable {
    /// A share of the first set's mean, 0 or more.
    case share(Double)
    /// Nanoseconds.
    case time(Int64)

    init?(argument: String) {
        if argument.hasSuffix("%") {
            guard let percent = Double(argument.dropLast()), percent.isFinite, percent >= 0 else { return nil }
            self = .share(percent / 100)
        } else {
            guard let time = DurationArgument(argument: argument) else { return nil }
            self = .time(time.nanoseconds)
        }
    }

    /// Whether a mean that rises so is too much.
    func isExceeded(from before: Int64, to after: Int64) -> Bool {
        let rise = Double(after) - Double(before)
        switch self {
        case .share(let share): return rise > share * Double(before)
        case .time(let time): return rise > Double(time)
        }
    }
}

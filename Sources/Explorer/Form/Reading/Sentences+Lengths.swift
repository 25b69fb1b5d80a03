import TraceQuery

/// What is wrong with a length of time.
extension Sentences {
    /// One clause, with how to write it: `a unit is missing, as in 50ms, 1.5s`.
    static func what(_ problem: DurationLiteral.Problem, example: String) -> String {
        switch problem {
        case .empty, .notANumber: "write \(example)"
        case .missingUnit: "a unit is missing, as in \(example)"
        case .unknownUnit: "no such unit; write \(example)"
        case .outOfRange: "longer than a duration can be"
        }
    }
}

/// Gathers what the detectors find: the same thing in several places of a trace is one pattern.
struct PatternCollector {
    private struct Key: Hashable {
        let kind: PatternKind
        let caller: UInt32
        let subject: UInt32
        let limit: Int64?
    }

    private var numbers: [Key: Int] = [:]
    private var patterns: [TracePattern] = []
    /// Whether a span is one of repeated calls, one a position.
    var isRepeated: [Bool]

    /// - Parameter count: the positions of the trace.
    init(count: Int) { isRepeated = Array(repeating: false, count: count) }

    /// - Parameters:
    ///   - caller: the number of what calls; the same numbers are the same pattern.
    ///   - subject: the number of what it is about.
    mutating func add(_ pattern: TracePattern, caller: UInt32 = .max, subject: UInt32) {
        let key = Key(kind: pattern.kind, caller: caller, subject: subject, limit: pattern.limit)
        if let known = numbers[key] { return patterns[known].add(pattern) }
        numbers[key] = patterns.count
        patterns.append(pattern)
    }

    /// The weightiest ones, by what they cost, then by kind and place.
    var heaviest: [TracePattern] {
        let order = Dictionary(uniqueKeysWithValues: PatternKind.allCases.enumerated().map { ($1, $0) })
        let sorted = patterns.sorted { a, b in
            if a.weight != b.weight { return a.weight > b.weight }
            return (order[a.kind] ?? 0, a.subject) < (order[b.kind] ?? 0, b.subject)
        }
        return sorted.prefix(PatternThreshold.most).map { pattern in
            var pattern = pattern
            pattern.positions = Set(pattern.positions).sorted()
            return pattern
        }
    }
}

/// The keys under which traces say things, each with its scope, and what is known of their values.
struct DifferenceKeys {
    /// One key in one scope.
    struct Key {
        let scope: DifferenceItem.Scope
        /// The number of its text.
        let name: UInt32
        /// Whether it is not looked at: what names single traces or spans tells nothing of others.
        let isIgnored: Bool
        /// Whether its numbers measure something: those of `thread.id` and `process.pid` do not.
        let isMeasure: Bool
        /// Whether its values are looked at no more.
        var isGivenUp = false
        /// The trace in which the key was met last, plus 1, anywhere and on a matched span.
        var lastTrace: UInt32 = 0, lastMatchedTrace: UInt32 = 0
        /// Distinct values met, and how many pairs of a trace and one of them.
        var distinct = 0, pairs = 0
        /// Its numbers, on any span of a trace and on matched ones.
        var numbers = TraceMaxima(), matchedNumbers = TraceMaxima()

        /// Takes a value in that is new to its trace; gives up a key that hardly ever says the same of two traces.
        mutating func count(isNew: Bool) {
            pairs += 1
            guard isNew else { return }
            distinct += 1
            if distinct >= Self.patience, distinct & (distinct - 1) == 0, distinct * 100 > pairs * 99 { isGivenUp = true }
        }

        /// Takes a number in.
        mutating func measure(_ number: Double, trace: UInt32, isSelected: Bool, isMatched: Bool) {
            guard isMeasure, number.isFinite else { return }
            numbers.add(number, trace: trace, isSelected: isSelected)
            if isMatched { matchedNumbers.add(number, trace: trace, isSelected: isSelected) }
        }

        /// Distinct values from which on a key may be given up.
        private static let patience = 1 << 13
    }

    private(set) var all: [Key] = []
    private var table = PairTable()
    private let isUnwanted: (String) -> Bool

    /// - Parameter isUnwanted: which attributes are not to be looked at.
    init(ignoring isUnwanted: @escaping (String) -> Bool) { self.isUnwanted = isUnwanted }

    /// The number of a key.
    mutating func number(_ scope: DifferenceItem.Scope, _ name: UInt32, _ texts: TextNumbers) -> Int {
        let number = table.number(of: name, UInt32(scope.rawValue))
        if number == all.count {
            // The name of an operation's key is a service, which may be called anything.
            let isAttribute = scope != .operation && scope != .service, text = isAttribute ? texts[name] : ""
            let words = Self.words(text), isIgnored = isAttribute && (Self.isIdentity(words) || isUnwanted(text))
            all.append(Key(scope: scope, name: name, isIgnored: isIgnored, isMeasure: !Self.names.contains(words.last ?? "")))
        }
        return number
    }

    /// Whether this is the first time that a trace has a key.
    @inline(__always)
    mutating func meet(_ number: Int, trace: UInt32) -> Bool {
        if all[number].lastTrace == trace { return false }
        all[number].lastTrace = trace
        return true
    }

    /// Whether this is the first time that a matched span of a trace has a key.
    @inline(__always)
    mutating func meetOnMatched(_ number: Int, trace: UInt32) -> Bool {
        if all[number].lastMatchedTrace == trace { return false }
        all[number].lastMatchedTrace = trace
        return true
    }

    /// Words whose numbers are names.
    private static let names: Set = ["id", "pid", "tid", "port"]

    /// See ``Key/count(isNew:)``.
    mutating func count(_ number: Int, isNew: Bool) { all[number].count(isNew: isNew) }

    /// See ``Key/measure(_:trace:isSelected:isMatched:)``.
    mutating func measure(_ number: Int, _ value: Double, trace: UInt32, isSelected: Bool, isMatched: Bool) {
        all[number].measure(value, trace: trace, isSelected: isSelected, isMatched: isMatched)
    }

    /// The words of a key in small letters, cut at punctuation and where a capital follows a small letter: `traceID` is trace, id.
    static func words(_ key: String) -> [String] {
        var words: [String] = [], word = "", wasSmall = false
        for character in key {
            let isPart = character.isLetter || character.isNumber
            if !isPart || wasSmall && character.isUppercase {
                if !word.isEmpty { words.append(word) }
                word = ""
            }
            if isPart { word += character.lowercased() }
            wasSmall = character.isLowercase || character.isNumber
        }
        return word.isEmpty ? words : words + [word]
    }

    /// Whether a key holds ids of traces or spans.
    private static func isIdentity(_ words: [String]) -> Bool {
        let owners: Set = ["trace", "span", "parent"]
        guard let last = words.last else { return false }
        if last == "id", let owner = words.dropLast().last { return owners.contains(owner) }
        return owners.contains { last == $0 + "id" } || last == "traceparent"
    }
}

/// Completes the last word of a filter line: the keys it knows, and the names of services.
enum FilterCompletion {
    private static let keys = ["service=", "operation=", "min=", "max=", "span.min=", "span.max=", "start=", "end=", "lookback=", "errors"]

    /// The line with its last word completed as far as it is certain, and what it could go on with.
    static func complete(_ line: String, services: [String]) -> (line: String, choices: [String]) {
        let word = line.lastIndex(of: " ").map { line[line.index(after: $0)...] } ?? line[...]
        let before = line[..<word.startIndex]
        if word.hasPrefix("service=") {
            let typed = word.dropFirst("service=".count).lowercased()
            let choices = services.filter { $0.lowercased().hasPrefix(typed) && !$0.isEmpty }.sorted()
            guard let common = commonBeginning(choices) else { return (line, choices) }
            let isCertain = choices.count == 1
            let name = common.contains(" ") ? "\"\(common)\"" : common
            return (before + "service=" + (isCertain ? name + " " : common), choices)
        }
        let choices = word.isEmpty ? keys : keys.filter { $0.hasPrefix(word.lowercased()) }
        guard !word.isEmpty, let common = commonBeginning(choices) else { return (line, choices) }
        return (before + common, choices)
    }

    /// What all of them begin with, whatever the case; nil if there is none of them.
    private static func commonBeginning(_ choices: [String]) -> String? {
        guard var common = choices.first else { return nil }
        for choice in choices.dropFirst() {
            let pairs = zip(common, choice).prefix { $0.lowercased() == $1.lowercased() }
            common = String(pairs.map(\.0))
        }
        return common
    }
}

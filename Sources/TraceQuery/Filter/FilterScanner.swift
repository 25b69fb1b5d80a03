/// One piece of a filter line, between blanks.
struct FilterTerm: Equatable {
    /// What stands before the equals sign; nil for a bare word.
    var key: String?
    /// Whether the key stood in quotation marks, which makes it a tag's whatever it is.
    var isKeyQuoted = false
    /// What stands after it, or the word; quotation marks and escapes resolved.
    var value: String
    /// Whether the value stood in quotation marks.
    var isQuoted: Bool
    /// Where the whole is, in characters.
    var range: Range<Int>
    /// Where the value is, marks included.
    var valueRange: Range<Int>
}

/// Cuts a filter line into terms, as logfmt has them: `key=value key="a b" word "two words"`.
struct FilterScanner {
    private let characters: [Character]
    private var at = 0

    init(_ line: String) { characters = Array(line) }

    /// The next term; nil at the end.
    mutating func next() throws(FilterError) -> FilterTerm? {
        while at < characters.count, characters[at].isWhitespace { at += 1 }
        guard at < characters.count else { return nil }
        let first = at
        let isFirstQuoted = characters[at] == "\""
        let word = isFirstQuoted ? try quoted(mayBeKey: true) : plain { $0 == "=" || $0.isWhitespace }
        guard at < characters.count, characters[at] == "=" else {
            return FilterTerm(key: nil, value: word, isQuoted: isFirstQuoted, range: first..<at, valueRange: first..<at)
        }
        if word.isEmpty { throw FilterError(.missingKey, first..<at + 1) }
        at += 1
        let begin = at
        let isQuoted = at < characters.count && characters[at] == "\""
        let value = isQuoted ? try quoted(mayBeKey: false) : plain { $0.isWhitespace }
        return FilterTerm(
            key: word, isKeyQuoted: isFirstQuoted, value: value, isQuoted: isQuoted, range: first..<at, valueRange: begin..<at)
    }

    private mutating func plain(until isEnd: (Character) -> Bool) -> String {
        let first = at
        while at < characters.count, !isEnd(characters[at]) { at += 1 }
        return String(characters[first..<at])
    }

    private mutating func quoted(mayBeKey: Bool) throws(FilterError) -> String {
        let first = at
        var text = ""
        at += 1
        while at < characters.count, characters[at] != "\"" {
            if characters[at] == "\\", at + 1 < characters.count {
                at += 1
                text.append(characters[at] == "n" ? "\n" : characters[at] == "t" ? "\t" : characters[at])
            } else {
                text.append(characters[at])
            }
            at += 1
        }
        guard at < characters.count else { throw FilterError(.unterminatedQuote, first..<at) }
        at += 1
        if at < characters.count, !characters[at].isWhitespace, !(mayBeKey && characters[at] == "=") {
            throw FilterError(.textAfterQuote, first..<at + 1)
        }
        return text
    }
}

import Terminal

/// Long text in lines: at line breaks, at blanks where there are any, else anywhere.
enum TextWrap {
    /// The first line, the others, and whether there would be more than `limit` of them.
    ///
    /// - Complexity: O(what is kept), however long the text is.
    static func lines(_ text: String, columns: Int, limit: Int) -> (first: String, rest: [String], isCut: Bool) {
        var lines: [String] = []
        var rest = text[...]
        while lines.count < limit {
            let (line, next) = nextLine(rest, columns: columns)
            lines.append(line)
            guard let next else { return (lines.removeFirst(), lines, false) }
            rest = next
        }
        return (lines.removeFirst(), lines, true)
    }

    /// As much as fits, and what is left; nil when nothing is.
    private static func nextLine(_ text: Substring, columns: Int) -> (String, Substring?) {
        var used = 0
        var end = text.startIndex
        var blank: String.Index?
        while end < text.endIndex {
            let character = text[end]
            if character.isNewline { return (String(text[..<end]), text[text.index(after: end)...]) }
            used += TextWidth.columns(of: String(character))
            if used > columns { break }
            if character == " " { blank = end }
            end = text.index(after: end)
        }
        if end == text.endIndex { return (String(text), nil) }
        if let blank, text.distance(from: blank, to: end) < columns / 2 {
            return (String(text[..<blank]), text[text.index(after: blank)...])
        }
        let cut = end > text.startIndex ? end : text.index(after: end)
        return (String(text[..<cut]), cut == text.endIndex ? nil : text[cut...])
    }
}

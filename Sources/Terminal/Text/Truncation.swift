/// What to do with text that does not fit.
public enum Truncation: Hashable, Sendable {
    /// Cut it off without a sign.
    case clip
    /// Keep its beginning and end with an ellipsis.
    case tail
    /// Begin with an ellipsis and keep its end: paths, hosts.
    case head
    /// Keep beginning and end with an ellipsis between them: long names that differ at both ends.
    case middle

    /// Shortens text to at most so many columns.
    ///
    /// `head` and `middle` have to walk the whole text; `clip` and `tail` only what is kept.
    public func fit(_ text: String, columns: Int, ellipsis: String = "…") -> String {
        guard columns > 0 else { return "" }
        guard self != .clip else { return Self.prefix(of: text, columns: columns) }
        guard TextWidth.columns(of: text, atMost: columns + 1) > columns else { return text }
        let room = columns - TextWidth.columns(of: ellipsis)
        guard room >= 0 else { return Self.prefix(of: ellipsis, columns: columns) }
        switch self {
        case .clip, .tail: return Self.prefix(of: text, columns: room) + ellipsis
        case .head: return ellipsis + Self.suffix(of: text, columns: room)
        case .middle:
            let start = room - room / 2
            return Self.prefix(of: text, columns: start) + ellipsis + Self.suffix(of: text, columns: room / 2)
        }
    }

    private static func prefix(of text: String, columns: Int) -> String {
        var end = text.startIndex
        var total = 0
        while end < text.endIndex {
            let next = text.index(after: end)
            total += TextWidth.columns(of: text[end..<next], atMost: columns + 1)
            if total > columns { break }
            end = next
        }
        return String(text[..<end])
    }

    private static func suffix(of text: String, columns: Int) -> String {
        var start = text.endIndex
        var total = 0
        while start > text.startIndex {
            let previous = text.index(before: start)
            total += TextWidth.columns(of: text[previous..<start], atMost: columns + 1)
            if total > columns { break }
            start = previous
        }
        return String(text[start...])
    }
}

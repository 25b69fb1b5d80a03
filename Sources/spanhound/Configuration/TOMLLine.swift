/// A line of TOML without its comment and without what stands in quotes.
struct TOMLLine {
    /// Whether the line begins inside a text of several lines.
    let beginsInText: Bool
    /// What stands outside texts; each text is a quotation mark.
    private(set) var bare = ""

    /// Reads a line.
    ///
    /// - Parameter quotes: those of a text of several lines that is open, before the line and behind it.
    init(_ line: Substring, quotes: inout String?) {
        beginsInText = quotes != nil
        var rest = line.unicodeScalars
        while let scalar = rest.first {
            if let open = quotes {
                if Self.skip(&rest, to: open) { quotes = nil }
            } else if scalar == "#" {
                return
            } else if scalar == "\"" || scalar == "'" {
                let one = String(scalar), three = one + one + one
                quotes = rest.starts(with: three.unicodeScalars) ? three : one
                rest = rest.dropFirst(quotes == three ? 3 : 1)
                bare += "\""
            } else {
                bare.unicodeScalars.append(scalar)
                rest = rest.dropFirst()
            }
        }
        // A text in single quotation marks cannot go on; the parser says so.
        if quotes?.utf8.count == 1 { quotes = nil }
    }

    /// Skips what stands in quotes, and the quotes that end it; false when they are not on this line.
    private static func skip(_ rest: inout Substring.UnicodeScalarView, to open: String) -> Bool {
        let end = open.unicodeScalars
        while let scalar = rest.first {
            if scalar == "\\", end.first == "\"" {
                rest = rest.dropFirst(2)
            } else if rest.starts(with: end) {
                rest = rest.dropFirst(end.count)
                // The last of five quotes ends a text that itself ends with two.
                if end.count == 3 { rest = rest.dropFirst(rest.prefix(2).prefix { $0 == scalar }.count) }
                return true
            } else {
                rest = rest.dropFirst()
            }
        }
        return false
    }
}

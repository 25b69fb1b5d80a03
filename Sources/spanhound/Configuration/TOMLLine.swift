/// What the characters of a line of TOML are: text in quotes, a comment, or neither.
struct TOMLLine {
    /// Whether the line begins inside a text of several lines.
    let beginsInText: Bool
    /// How many points stand outside texts: names of tables in tables are parted by them.
    private(set) var points = 0

    /// Reads a line.
    ///
    /// - Parameter quotes: those of a text of several lines that is open, before the line and behind it.
    init(_ line: Substring, quotes: inout String?) {
        beginsInText = quotes != nil
        var rest = line.unicodeScalars
        while let scalar = rest.first {
            if let open = quotes {
                Self.skip(&rest, to: open, &quotes)
            } else if scalar == "#" {
                return
            } else if scalar == "\"" || scalar == "'" {
                let one = String(scalar), three = one + one + one
                if rest.starts(with: three.unicodeScalars) {
                    rest = rest.dropFirst(3)
                    quotes = three
                } else {
                    rest = rest.dropFirst()
                    quotes = one
                }
            } else {
                if scalar == "." { points += 1 }
                rest = rest.dropFirst()
            }
        }
        // A text in single quotes cannot go on; the parser says so.
        if quotes?.utf8.count == 1 { quotes = nil }
    }

    /// Skips what stands in quotes, and the quotes that end it.
    private static func skip(_ rest: inout Substring.UnicodeScalarView, to open: String, _ quotes: inout String?) {
        let end = open.unicodeScalars
        while let scalar = rest.first {
            if scalar == "\\", end.first == "\"" {
                rest = rest.dropFirst(2)
            } else if rest.starts(with: end) {
                rest = rest.dropFirst(end.count)
                // The last of five quotes ends a text that itself ends with two.
                if end.count == 3 { rest = rest.dropFirst(rest.prefix(2).prefix { $0 == scalar }.count) }
                quotes = nil
                return
            } else {
                rest = rest.dropFirst()
            }
        }
    }
}

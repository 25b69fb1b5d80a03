/// Faults that the parser of TOMLKit does not survive: it would end the program, where it should say what is wrong.
enum TOMLGuard {
    /// The deepest table in tables; taking such a tree apart is done by recursion.
    private static let depth = 100

    /// The first such fault, its line counted from 1.
    static func fault(in text: String) -> (line: Int, message: String)? {
        var quotes: String?
        for (index, line) in ConfigurationText.lines(of: text).enumerated() {
            let scan = TOMLLine(line, quotes: &quotes)
            if scan.points > depth { return (index + 1, "not TOML: too many names with points between them") }
            if !scan.beginsInText, let what = header(line) { return (index + 1, "not TOML: in this table header: " + what) }
        }
        return nil
    }

    /// What is wrong with the first name of a header: the parser takes for granted that there is one.
    private static func header(_ line: Substring) -> String? {
        var rest = line.unicodeScalars.drop { !$0.isASCII || $0.value <= 0x20 }
        guard rest.first == "[" else { return nil }
        rest = rest.dropFirst()
        if rest.first == "[" { rest = rest.dropFirst() }
        rest = rest.drop { !$0.isASCII || $0 == " " || $0 == "\t" }
        // At the end of the file and before a bracket the parser helps itself.
        guard let first = rest.first else { return "expected the name of a table" }
        let isName = first.properties.isAlphabetic || "0123456789-_\"']".unicodeScalars.contains(first)
        return isName ? nil : "expected the name of a table"
    }
}

/// Faults that the parser of TOMLKit 0.6 does not survive: it would end the program, where it should say what is wrong.
///
/// Each was found by feeding it damaged files; a profile has no use for any of what is refused here.
enum TOMLGuard {
    /// The deepest table in tables; taking such a tree apart is done by recursion.
    private static let depth = 100

    /// The first such fault, its line counted from 1.
    static func fault(in text: String) -> (line: Int, message: String)? {
        var quotes: String?
        for (index, line) in ConfigurationText.lines(of: text).enumerated() {
            let scan = TOMLLine(line, quotes: &quotes)
            if let what = fault(in: scan) { return (index + 1, "not TOML that is read here: " + what) }
        }
        return nil
    }

    private static func fault(in line: TOMLLine) -> String? {
        let scalars = line.bare.unicodeScalars
        if scalars.contains(where: { !(0x20..<0x7f).contains($0.value) && $0 != "\t" && $0 != "\r" }) {
            return "a character that belongs in quotes stands outside them"
        }
        if scalars.count(where: { $0 == "." }) > depth { return "too many names with points between them" }
        if scalars.contains(":") { return "a colon stands outside quotes" }
        if line.bare.contains(/[=,\[]\s*[0-9]{4}-/) { return "a date stands where none is of use" }
        if line.bare.contains(/(?:^|[\[,])\s*}/) { return "a table is closed where a value should stand" }
        return !line.beginsInText && !hasName(line.bare) ? "expected the name of a table" : nil
    }

    /// Whether the first name of a header is there, which the parser takes for granted; true when the line is no header.
    private static func hasName(_ line: String) -> Bool {
        guard let header = line.firstMatch(of: /^[ \t]*\[\[?[ \t]*/) else { return true }
        // A bracket in its place is an error that the parser finds itself.
        return line[header.range.upperBound...].first.map { $0.isLetter || $0.isNumber || "-_\"]".contains($0) } ?? false
    }
}

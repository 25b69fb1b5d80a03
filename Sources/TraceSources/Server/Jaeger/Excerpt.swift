/// The beginning of a text that somebody else wrote, for error messages.
enum Excerpt {
    /// The first line that is not blank, at most 160 characters of it.
    static func text(_ bytes: some Collection<UInt8>) -> String {
        let text = String(decoding: bytes.prefix(4096), as: UTF8.self)
        let line = text.split(whereSeparator: \.isNewline).lazy.map(trimmed).first { !$0.isEmpty } ?? ""
        return line.count > 160 ? line.prefix(160) + "…" : line
    }

    /// Whether this is a web page.
    static func isHTML(_ bytes: some Collection<UInt8>) -> Bool {
        String(decoding: bytes.prefix(512), as: UTF8.self).drop { $0.isWhitespace || $0 == "\u{feff}" }.first == "<"
    }

    private static func trimmed(_ line: Substring) -> String {
        var line = line.drop(while: \.isWhitespace)
        while line.last?.isWhitespace == true { line.removeLast() }
        return String(line)
    }
}

/// The names at the beginning of a line of TOML: `[servers.prod]`, `ca-file = …`, `"a b".c = …`.
enum TOMLKeyPath {
    /// The table that a header opens, even if its end is missing; nil when the line is none.
    static func header(_ line: Substring) -> [String]? {
        var rest = trimmed(line)
        guard rest.first == "[" else { return nil }
        let depth = min(rest.prefix { $0 == "[" }.count, 2)
        rest = rest.dropFirst(depth)
        let isWord = rest.first.map { $0.isASCII && $0.isLetter } ?? false
        guard let path = take(from: &rest) else { return nil }
        let end = rest.dropFirst(depth).drop(while: \.isWhitespace)
        let isWhole = rest.prefix(depth) == String(repeating: "]", count: depth) && (end.isEmpty || end.first == "#")
        // In a list of several lines a line may begin with a bracket too; the words there are these.
        return isWhole || isWord && !["true", "false", "inf", "nan"].contains(path[0]) ? path : nil
    }

    /// What a line gives a value to; nil when it does not.
    static func key(_ line: Substring) -> [String]? {
        var rest = line
        guard let path = take(from: &rest), rest.first == "=" else { return nil }
        return path
    }

    /// Takes names with points between them off the beginning.
    private static func take(from rest: inout Substring) -> [String]? {
        var path: [String] = []
        while true {
            rest = trimmed(rest)
            guard let quote = rest.first else { return nil }
            if quote == "\"" || quote == "'" {
                let inner = rest.dropFirst()
                guard let end = inner.firstIndex(of: quote) else { return nil }
                path.append(String(inner[..<end]))
                rest = inner[inner.index(after: end)...]
            } else {
                let name = rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber) || $0 == "-" || $0 == "_" }
                guard !name.isEmpty else { return nil }
                path.append(String(name))
                rest = rest[name.endIndex...]
            }
            rest = trimmed(rest)
            guard rest.first == "." else { return path }
            rest = rest.dropFirst()
        }
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var text = text.drop(while: \.isWhitespace)
        while text.last?.isWhitespace == true { text.removeLast() }
        return text
    }
}

import TOMLKit
import TraceSources

/// Headers and tokens: no sentence repeats a value of theirs.
extension ProfileReader {
    /// `{ Name = "value" }`, or a list of `"Name: value"`.
    mutating func headers(_ found: (any TOMLValueConvertible)?) -> [ServerOptions.Header] {
        guard let found else { return [] }
        if let table = found.table {
            return table.keys.sorted().compactMap { name in
                let value = table[name]
                if let text = value?.string { return ServerOptions.Header(name: name, value: text) }
                refuse(.headers, "expected text for \(TOMLName.text([name])), found \(value?.type.text ?? "nothing")")
                return nil
            }
        }
        guard let list = found.array else {
            refuse(.headers, "expected a table of names and values, or a list of \"Name: value\", found \(found.type.text)")
            return []
        }
        return (0..<list.count).compactMap { index in
            if let line = list[index].string, let header = ServerOptions.Header(line: line) { return header }
            refuse(.headers, "expected \"Name: value\" as number \(index + 1) of the list")
            return nil
        }
    }

    /// Where the bearer token comes from, if the profile has one.
    mutating func token(in table: TOMLTable) -> TokenSource? {
        let file = string(.bearerTokenFile, in: table).map { TokenSource.file(paths.path($0)) }
        let variable = string(.bearerTokenEnvironment, in: table).map(TokenSource.environment)
        let command = command(in: table).map(TokenSource.command)
        let sources = [file, variable, command].compactMap { $0 }
        if sources.count > 1 {
            refuse(nil, "there is more than one of bearer-token-file, bearer-token-env and bearer-token-command; leave one of them")
        }
        return sources.first
    }

    /// A list is a program and its arguments, a text is a line for the shell.
    private mutating func command(in table: TOMLTable) -> TokenCommand? {
        let key = ProfileKey.bearerTokenCommand
        guard let found = table[key.rawValue] else { return nil }
        if let line = found.string {
            if line.isEmpty { refuse(key, "it is empty") }
            return TokenCommand(["/bin/sh", "-c", line], name: "its bearer-token-command")
        }
        let words = found.array.map { list in (0..<list.count).map { list[$0].string } }
        guard let words, let program = words.first, let program, !program.isEmpty, !words.contains(nil) else {
            refuse(key, "expected a list of texts, the program first, or a line for the shell")
            return nil
        }
        let place = program.contains("/") ? paths.path(program) : program
        return TokenCommand([place] + words.dropFirst().compactMap { $0 }, name: program)
    }
}

extension ServerOptions.Header {
    /// A header as it is sent: `Name: value`; nil without a colon.
    init?(line: String) {
        guard let colon = line.firstIndex(of: ":") else { return nil }
        self.init(name: line[..<colon].trimmed, value: line[line.index(after: colon)...].trimmed)
    }
}

extension StringProtocol {
    /// The text without the white space around it.
    var trimmed: String {
        var text = self[...].drop(while: \.isWhitespace)
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}

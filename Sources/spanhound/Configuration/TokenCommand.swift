import Glibc

/// A program that prints a bearer token on its standard output.
///
/// It reads nothing: standard input may be what we read, and a program that has to ask somebody does so at the terminal.
struct TokenCommand: Equatable, Sendable {
    /// The program and its arguments.
    let arguments: [String]
    /// What it is called in sentences; arguments may be secret.
    let name: String
    /// How long it may take, in milliseconds: time for somebody to touch a key.
    var patience = 60_000

    init(_ arguments: [String], name: String) {
        self.arguments = arguments
        self.name = name
    }

    /// Runs it to its end, and passes on what it says on standard error, without the token.
    ///
    /// - Returns: what it prints.
    /// - Throws: why it has printed nothing of use.
    func run() throws(Failure) -> String {
        guard let process = ChildProcess(arguments) else { throw failure("cannot be run: \(String(cString: strerror(errno)))") }
        let ending = process.run(patience: patience, limit: TokenSource.limit)
        let output = String(decoding: process.output, as: UTF8.self)
        report(String(decoding: process.errors, as: UTF8.self), without: output.trimmed)
        switch ending {
        case .exited(0): return output
        case .exited(127): throw failure("was not found")
        case .exited(let status): throw failure("ended with status \(status)")
        case .signalled(let number): throw failure("was ended by signal \(number)")
        case .late: throw failure("has printed no token within \(patience / 1000) s")
        case .endless: throw failure("prints more than a token")
        }
    }

    private func report(_ errors: String, without token: String) {
        guard !errors.trimmed.isEmpty else { return }
        let parts = token.split(whereSeparator: \.isWhitespace)
        let shown = parts.reduce(errors.trimmed) { $0.replacing($1, with: "…") }
        StandardError.write(shown + "\n")
    }

    private func failure(_ what: String) -> Failure {
        Failure(.source, code: "no-token", "\(name), which should print the token, \(what)")
    }
}

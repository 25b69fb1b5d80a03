import Glibc

/// Where a bearer token comes from; it is fetched when the server is asked, and never kept here.
enum TokenSource: Equatable, Sendable {
    /// A file that holds it.
    case file(String)
    /// An environment variable.
    case environment(String)
    /// A program that prints it.
    case command(TokenCommand)

    /// The longest token, in bytes.
    static let limit = 1 << 16

    /// Fetches the token.
    ///
    /// - Parameter warn: is told what is dangerous about the way it is kept.
    /// - Throws: why there is none, without a piece of what there is instead.
    func token(warn: (String) -> Void) throws(Failure) -> String {
        switch self {
        case .file(let path):
            let file: SmallFile
            do throws(SmallFile.Problem) {
                file = try SmallFile(path, limit: Self.limit)
            } catch {
                throw Self.refusal("\(path): \(error.text)", place: path)
            }
            if file.isReadByAll { warn("\(path): everyone on this machine can read this token; chmod 600 keeps it") }
            return try Self.checked(file.text, from: path)
        case .environment(let name):
            guard let text = Environment[name] else { throw Self.refusal("the environment has no \(name) to take the token from") }
            return try Self.checked(text, from: "the variable \(name)")
        case .command(let command):
            return try Self.checked(try command.run(), from: "what \(command.name) prints")
        }
    }

    private static func checked(_ text: String, from place: String) throws(Failure) -> String {
        let token = text.trimmed
        guard !token.isEmpty else { throw refusal("\(place): there is no token in it") }
        guard !token.contains(where: \.isNewline) else { throw refusal("\(place): there is more than one line in it") }
        return token
    }

    private static func refusal(_ message: String, place: String? = nil) -> Failure {
        Failure(.usage, code: "bad-server-option", message, place: place)
    }
}

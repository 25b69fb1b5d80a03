import ArgumentParser
import Glibc
import TraceModel
import TraceSources

/// How a server is asked, when the source is one.
struct ServerArguments: ParsableArguments {
    @Option(help: ArgumentHelp("Send this with each request; repeatable.", valueName: "name: value"))
    var header: [String] = []

    @Option(help: ArgumentHelp("Send the token in this file as Authorization: Bearer.", valueName: "file"), completion: .file())
    var bearerTokenFile: String?

    @Option(help: ArgumentHelp("Send this as x-tenant.", valueName: "name"))
    var tenant: String?

    @Option(
        help: ArgumentHelp("Trust the certificates in this file (PEM) instead of the system's.", valueName: "file"), completion: .file())
    var caFile: String?

    @Option(help: ArgumentHelp("Show the server this certificate (PEM).", valueName: "file"), completion: .file())
    var clientCert: String?

    @Option(help: ArgumentHelp("The certificate's key (PEM).", valueName: "file"), completion: .file())
    var clientKey: String?

    @Flag(help: "Trust any certificate.")
    var insecure = false

    @Option(help: ArgumentHelp("Wait at most so long for a connection, for an answer to begin, and to go on: 10s.", valueName: "duration"))
    var timeout: DurationArgument?

    mutating func validate() throws {
        if clientKey != nil, clientCert == nil { throw ValidationError("--client-key needs --client-cert.") }
        if let timeout, timeout.nanoseconds == 0 { throw ValidationError("--timeout must be longer than nothing.") }
        // The text itself is not repeated: it may be a secret.
        if header.contains(where: { !$0.contains(":") }) { throw ValidationError("--header: write 'Name: value'.") }
    }

    /// The server at an address, to be asked in this way.
    ///
    /// - Throws: what is wrong with the options.
    func server(_ address: ServerAddress) throws(Failure) -> JaegerServer {
        var options = ServerOptions()
        options.headers = header.compactMap { line in
            guard let colon = line.firstIndex(of: ":") else { return nil }
            return .init(name: Self.trimmed(line[..<colon]), value: Self.trimmed(line[line.index(after: colon)...]))
        }
        options.bearerToken = try bearerTokenFile.map { file throws(Failure) in try Self.token(in: file) }
        options.tenant = tenant
        options.caFile = caFile
        options.clientCertificate = clientCert
        options.clientKey = clientKey
        options.isInsecure = insecure
        if let timeout { options.patience = ServerPatience(.nanoseconds(timeout.nanoseconds)) }
        do throws(InputError) { return try JaegerServer(address, options) } catch { throw Failure(error) }
    }

    /// The longest token, in bytes.
    private static let tokenSize = 1 << 16

    private static func token(in file: String) throws(Failure) -> String {
        guard let stream = fopen(file, "r") else {
            throw Failure(.usage, code: "bad-server-option", "\(file): \(String(cString: strerror(errno)))", place: file)
        }
        defer { fclose(stream) }
        var bytes = [UInt8](repeating: 0, count: tokenSize)
        let count = fread(&bytes, 1, tokenSize, stream)
        let token = trimmed(String(decoding: bytes[..<count], as: UTF8.self)[...])
        guard !token.isEmpty, count < tokenSize else {
            throw Failure(.usage, code: "bad-server-option", "\(file): there is no token in it", place: file)
        }
        return token
    }

    private static func trimmed(_ text: Substring) -> String {
        var text = text.drop(while: \.isWhitespace)
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}

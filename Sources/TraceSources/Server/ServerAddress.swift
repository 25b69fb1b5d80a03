import TraceModel

/// Where a server is: scheme, host, port, and the path below which its interface lies.
///
///     https://user:password@jaeger.example:8443/jaeger/  →  https://jaeger.example:8443/jaeger
///
/// The name and password that may stand before the host are kept, and never shown.
public struct ServerAddress: Equatable, Sendable, CustomStringConvertible, CustomReflectable {
    /// Whether the connection is to be secure: `https`.
    public let isSecure: Bool
    /// A name, an IPv4 address, or an IPv6 address without its brackets.
    public let host: String
    /// The port, as written; nil for the scheme's own.
    public let port: Int?
    /// What stands before `/api`: empty, or beginning with a slash and not ending with one.
    public let basePath: String
    /// What goes with each request, percent signs resolved.
    let login: (name: String, password: String)?

    /// Reads an address as a user writes it.
    ///
    /// - Throws: ``DiagnosticCode/badServerAddress`` with what is wrong with it.
    public init(_ text: String) throws(InputError) {
        func refusal(_ reason: String) -> InputError { InputError(Diagnostic(.badServerAddress, at: Place(), found: reason)) }
        guard let scheme = Self.scheme(of: text) else { throw refusal("it begins with neither http:// nor https://") }
        isSecure = scheme == "https://"
        let rest = text.dropFirst(scheme.count)
        let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        var path = rest[authority.endIndex...]
        if path.contains(where: { $0 == "?" || $0 == "#" }) { throw refusal("a query does not belong to it") }
        guard text.unicodeScalars.allSatisfy({ $0.value > 0x20 && $0.value != 0x7f }) else { throw refusal("it holds a blank") }
        while path.last == "/" { path.removeLast() }
        basePath = String(path)
        var place = authority
        if let at = authority.lastIndex(of: "@") {
            let user = authority[..<at].split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = PercentEncoding.decoded(user[0]), let password = PercentEncoding.decoded(user.count > 1 ? user[1] : "") else {
                throw refusal("its user name or password is wrongly encoded")
            }
            login = (name, password)
            place = authority[authority.index(after: at)...]
        } else {
            login = nil
        }
        let portText: Substring?
        if place.first == "[" {
            guard let end = place.firstIndex(of: "]") else { throw refusal("the bracket is not closed") }
            host = place[place.index(after: place.startIndex)..<end].lowercased()
            let tail = place[place.index(after: end)...]
            guard tail.isEmpty || tail.first == ":" else { throw refusal("only a port may follow the bracket") }
            portText = tail.isEmpty ? nil : tail.dropFirst()
        } else {
            let parts = place.split(separator: ":", omittingEmptySubsequences: false)
            guard parts.count <= 2 else { throw refusal("an IPv6 address stands in brackets, as in http://[::1]:16686") }
            host = parts.first.map { $0.lowercased() } ?? ""
            portText = parts.count == 2 ? parts[1] : nil
        }
        guard !host.isEmpty else { throw refusal("it names no host") }
        if let portText, !portText.isEmpty {
            guard portText.allSatisfy({ $0.isASCII && $0.isNumber }), let number = Int(portText), (1...65_535).contains(number) else {
                throw refusal("the port is a number from 1 to 65535")
            }
            port = number
        } else {
            port = nil
        }
    }

    /// Whether a source named by the user is a server.
    public static func isAddress(_ source: String) -> Bool { scheme(of: source) != nil }

    /// The address as it may be shown: without name and password.
    public var description: String { (isSecure ? "https://" : "http://") + authority + basePath }

    /// Shows no secret to a debugger or a dump either.
    public var customMirror: Mirror { Mirror(self, children: ["address": description]) }

    /// Same place, and same login.
    public static func == (a: ServerAddress, b: ServerAddress) -> Bool {
        a.description == b.description && a.login?.name == b.login?.name && a.login?.password == b.login?.password
    }

    /// The port that is connected to.
    var effectivePort: Int { port ?? (isSecure ? 443 : 80) }

    /// Whether it is this machine, which no proxy leads to.
    var isLoopback: Bool { host == "localhost" || host == "::1" || host.hasPrefix("127.") }

    /// The same host and login under another scheme and port.
    func secured(_ isSecure: Bool, port: Int?) -> ServerAddress { ServerAddress(isSecure, port: port, of: self) }

    private init(_ isSecure: Bool, port: Int?, of other: ServerAddress) {
        self.isSecure = isSecure
        self.port = port
        host = other.host
        basePath = other.basePath
        login = other.login
    }

    private var authority: String {
        (host.contains(":") ? "[\(host)]" : host) + (port.map { ":\($0)" } ?? "")
    }

    private static func scheme(of text: String) -> String? {
        ["http://", "https://"].first { text.prefix($0.count).lowercased() == $0 }
    }
}

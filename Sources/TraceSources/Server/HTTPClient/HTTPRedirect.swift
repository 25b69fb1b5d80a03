import TraceModel

extension HTTPRequest {
    /// The request that a redirect asks for.
    ///
    /// Our secrets go to the server they are meant for and to no other: it must be the same host and port, and from `https` there is no
    /// way to `http`. The step from `http` to `https` on the schemes' own ports is taken.
    ///
    /// - Throws: ``DiagnosticCode/redirectedAway`` with where to, query left out.
    func redirected(to location: String) throws(InputError) -> HTTPRequest {
        let isAbsolute = Self.hasScheme(location) || location.hasPrefix("//")
        guard isAbsolute else { return HTTPRequest(address: address, target: resolved(location), options: options) }
        let absolute = location.hasPrefix("//") ? (address.isSecure ? "https:" : "http:") + location : location
        let bare = absolute.prefix { $0 != "?" && $0 != "#" }
        let query = absolute[bare.endIndex...].prefix { $0 != "#" }
        guard let next = try? ServerAddress(String(bare)) else { throw failure(.redirectedAway, found: String(bare)) }
        let isSame = next.isSecure == address.isSecure && next.effectivePort == address.effectivePort
        let isSecured = next.isSecure && !address.isSecure && next.effectivePort == 443 && address.effectivePort == 80
        guard next.host == address.host, isSame || isSecured else { throw failure(.redirectedAway, found: next.description) }
        let path = bare.drop { $0 != "/" }.dropFirst(2).drop { $0 != "/" }
        return HTTPRequest(
            address: address.secured(next.isSecure, port: next.port), target: (path.isEmpty ? "/" : String(path)) + query, options: options)
    }

    /// Whether a location begins with a scheme, any: what follows is not of this server's making then.
    private static func hasScheme(_ location: String) -> Bool {
        let scheme = location.prefix { $0 != ":" && $0 != "/" && $0 != "?" && $0 != "#" }
        let rest = location[scheme.endIndex...]
        return rest.first == ":" && scheme.first?.isLetter == true && scheme.allSatisfy { $0.isLetter || $0.isNumber || "+-.".contains($0) }
    }

    /// A location without a host, as seen from this request.
    private func resolved(_ location: String) -> String {
        let clean = location.prefix { $0 != "#" }
        if clean.hasPrefix("/") { return String(clean) }
        let path = target.prefix { $0 != "?" }
        if clean.hasPrefix("?") || clean.isEmpty { return String(path + clean) }
        return String(path.prefix(through: path.lastIndex(of: "/") ?? path.startIndex) + clean)
    }
}

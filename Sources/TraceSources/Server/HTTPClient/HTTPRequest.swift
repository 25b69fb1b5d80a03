import CCurl
import TraceModel

/// One GET: of what, and how.
struct HTTPRequest {
    /// Who is asked.
    let address: ServerAddress
    /// Path and query below the host, encoded, beginning with a slash.
    let target: String
    let options: ServerOptions

    /// A failure of this request; its place is the server and the path, as a query may be long.
    ///
    /// What was found may be a text of the server's, which may repeat our secrets.
    func failure(_ code: DiagnosticCode, found: String = "") -> InputError {
        InputError(Diagnostic(code, at: place, found: withoutSecrets(found)))
    }

    /// What findings name.
    var place: Place {
        let path = target.prefix { $0 != "?" }
        let own = path.hasPrefix(address.basePath) ? path.dropFirst(address.basePath.count) : path
        return Place(source: address.description, path: String(own))
    }

    /// Sets all that a transfer needs to know.
    ///
    /// - Returns: the header lines, to be freed after the transfer.
    func apply(to easy: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
        func set(_ option: Int, _ value: Int) { cc_set_number(easy, option, value) }
        func set(_ option: Int, _ value: String?) {
            if let value { cc_set_text(easy, option, value) }
        }
        set(CC_OPT_URL, url)
        set(CC_OPT_PROTOCOLS, CC_PROTOCOL_HTTP | CC_PROTOCOL_HTTPS)
        set(CC_OPT_USER_AGENT, "spanhound")
        set(CC_OPT_USER_NAME, address.login?.name)
        set(CC_OPT_PASSWORD, address.login?.password)
        set(CC_OPT_CA_FILE, options.caFile)
        set(CC_OPT_CLIENT_CERT, options.clientCertificate)
        set(CC_OPT_CLIENT_KEY, options.clientKey)
        if options.isInsecure {
            set(CC_OPT_VERIFY_PEER, 0)
            set(CC_OPT_VERIFY_HOST, 0)
        }
        if address.isLoopback { set(CC_OPT_PROXY, "") }
        set(CC_OPT_HTTP_VERSION, CC_HTTP_2_OVER_TLS)
        set(CC_OPT_PATH_AS_IS, 1)
        set(CC_OPT_BUFFER_SIZE, 1 << 17)
        set(CC_OPT_NO_SIGNAL, 1)
        set(CC_OPT_KEEP_ALIVE, 1)
        // A name that nobody resolves must not hold up whoever cancels.
        set(CC_OPT_QUICK_EXIT, 1)
        let patience = options.patience.connecting.components
        set(CC_OPT_CONNECT_TIMEOUT_MS, Int(max(1, patience.seconds * 1000 + patience.attoseconds / 1_000_000_000_000_000)))
        var lines: UnsafeMutableRawPointer?
        for line in headerLines { lines = cc_list_add(lines, line) ?? lines }
        return lines
    }

    private var url: String {
        let host = address.host.contains(":") ? "[\(address.host)]" : address.host
        return (address.isSecure ? "https://" : "http://") + host + ":\(address.effectivePort)" + target
    }

    /// What goes with the request; the user's own lines overrule ours.
    private var headerLines: [String] {
        var headers = [ServerOptions.Header(name: "Accept", value: "application/json"), .init(name: "Accept-Encoding", value: "gzip")]
        if let token = options.bearerToken { headers.append(.init(name: "Authorization", value: "Bearer " + token)) }
        if let tenant = options.tenant { headers.append(.init(name: options.tenantHeader, value: tenant)) }
        let own = Set(options.headers.map { $0.name.lowercased() })
        headers.removeAll { own.contains($0.name.lowercased()) }
        // libcurl's way of writing a header without a value ends in a semicolon.
        return (headers + options.headers).map { $0.value.isEmpty ? $0.name + ";" : $0.name + ": " + $0.value }
    }
}

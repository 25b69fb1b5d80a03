import TraceSources

/// What the command line says goes before what the profile says.
extension ServerArguments {
    /// How a server is asked; its token comes later.
    func options(over profile: ServerProfile?) -> ServerOptions {
        var options = ServerOptions()
        options.headers = headers(over: profile)
        options.tenant = tenant ?? profile?.tenant
        if let name = tenantHeader ?? profile?.tenantHeader { options.tenantHeader = name }
        options.caFile = caFile ?? profile?.caFile
        // A certificate and its key belong together.
        options.clientCertificate = clientCert ?? profile?.clientCertificate
        options.clientKey = clientCert == nil ? profile?.clientKey : clientKey
        // Who names whom to trust does not want to trust anybody.
        options.isInsecure = insecure || caFile == nil && profile?.isInsecure ?? false
        if let timeout = timeout?.nanoseconds ?? profile?.timeout { options.patience = ServerPatience(.nanoseconds(timeout)) }
        return options
    }

    /// Where the token comes from; a header that lets somebody in takes its place.
    func token(over profile: ServerProfile?) -> TokenSource? {
        if let bearerTokenFile { return .file(bearerTokenFile) }
        return ownHeaders.contains(where: SecretHeader.isAuthorization) ? nil : profile?.token
    }

    private func headers(over profile: ServerProfile?) -> [ServerOptions.Header] {
        let own = ownHeaders
        let overruled = Set(own.map { $0.name.lowercased() })
        let inherited = (profile?.headers ?? []).filter { header in
            !overruled.contains(header.name.lowercased()) && !(bearerTokenFile != nil && SecretHeader.isAuthorization(header))
        }
        return inherited + own
    }

    private var ownHeaders: [ServerOptions.Header] { header.compactMap(ServerOptions.Header.init(line:)) }
}

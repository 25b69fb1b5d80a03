/// The keys of a server profile.
enum ProfileKey: String, CaseIterable {
    case url
    case headers
    case bearerTokenFile = "bearer-token-file"
    case bearerTokenEnvironment = "bearer-token-env"
    case bearerTokenCommand = "bearer-token-command"
    case tenant
    case tenantHeader = "tenant-header"
    case caFile = "ca-file"
    case clientCertificate = "client-cert"
    case clientKey = "client-key"
    case insecure
    case timeout
    case lookback
    case limit
}

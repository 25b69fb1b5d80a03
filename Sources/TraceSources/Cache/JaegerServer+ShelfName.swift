import TraceModel

extension JaegerServer {
    /// The name of the folder in which its traces are kept: `https_jaeger.example_8443_jaeger`.
    ///
    /// Scheme, host, port and path, and the tenant after a plus sign; no name or password, no header. Everything but letters, digits,
    /// `-`, `.` and `~` is written as in a URL, so that two servers never share a folder.
    var shelfName: String {
        let address = client.address
        var parts = [address.isSecure ? "https" : "http", address.host, String(address.effectivePort)]
        parts += address.basePath.split(separator: "/").map(String.init)
        var name = parts.map(Self.safe).joined(separator: "_")
        if let tenant = client.options.tenant { name += "+" + Self.safe(tenant) }
        return name.utf8.count <= Self.longestName ? name : name.prefix(Self.longestName - 17) + "~" + Self.digest(name)
    }

    /// Bytes; file systems allow 255.
    private static let longestName = 200

    private static func safe(_ text: String) -> String {
        PercentEncoding.encoded(text).split(separator: "_", omittingEmptySubsequences: false).joined(separator: "%5F")
    }

    /// Tells long names apart that begin alike (64-bit FNV-1a).
    private static func digest(_ text: String) -> String {
        SpanID(text.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0100_0000_01b3 }).hex
    }
}

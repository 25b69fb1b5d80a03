import FoundationEssentials

/// What goes with a request and is to be seen by nobody but the server.
extension HTTPRequest {
    /// A text of the server's with everything taken out that may be one of our secrets: some servers repeat what they were sent.
    ///
    /// A text that was cut, and ends in an ellipsis, loses the beginning of a secret too.
    func withoutSecrets(_ text: String) -> String {
        let secrets = self.secrets
        // Encoded for a URL there are many ways to write the same.
        let plain = PercentEncoding.decoded(text).flatMap { plain in secrets.contains(where: plain.contains) ? plain : nil }
        let clean = secrets.reduce(plain ?? text) { $0.replacing($1, with: "…") }
        guard clean.last == "…", clean.count > 1 else { return clean }
        let body = clean.dropLast()
        for secret in secrets {
            for count in stride(from: min(secret.count, body.count), through: Self.shortest, by: -1)
            where body.hasSuffix(secret.prefix(count)) {
                return body.dropLast(count) + "…"
            }
        }
        return clean
    }

    /// Shorter texts occur by chance: nobody's secret is as short.
    private static let shortest = 4

    /// Everything that may be secret in each form in which it may come back, the longest first.
    private var secrets: [String] {
        var values = [options.bearerToken, options.tenant, address.login?.password].compactMap { $0 }
        if let login = address.login { values.append(Data("\(login.name):\(login.password)".utf8).base64EncodedString()) }
        for header in options.headers {
            values.append(header.value)
            // `Bearer TOKEN`, `session=SECRET; theme=dark`: servers repeat the parts as well.
            let words = header.value.split { $0 == " " || $0 == ";" || $0 == "," }
            let parts = words + words.compactMap { word in word.firstIndex(of: "=").map { word[word.index(after: $0)...] } }
            values += parts.filter { $0.utf8.count > 2 * Self.shortest }.map(String.init)
        }
        let forms = values.flatMap { value in
            let encoded = PercentEncoding.encoded(value)
            return [value, encoded, encoded.lowercased()]
        }
        return Set(forms).filter { $0.utf8.count >= Self.shortest }.sorted { ($1.utf8.count, $1) < ($0.utf8.count, $0) }
    }
}

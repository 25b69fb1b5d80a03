import TraceModel

/// Which values are not shown until they are asked for, and what is shown in their place.
public enum Secrets {
    /// What is shown in the place of a secret; always as long, so that it does not tell the length.
    public static let mask = "••••••••"

    /// Parts of keys that name secrets, small letters and digits only.
    private static let words = [
        "password", "passwd", "secret", "apikey", "authorization", "cookie", "credential", "privatekey", "accesskey",
    ]

    /// Whether a key looks as if its value should not be read over a shoulder.
    ///
    /// `token` counts as a word of its own only: `db.token` is one, `llm.token_count` is a number of tokens.
    public static func isSecret(_ key: String) -> Bool {
        let lowered = key.lowercased()
        let plain = lowered.filter { $0.isLetter || $0.isNumber }
        if words.contains(where: plain.contains) { return true }
        let parts = lowered.split { !($0.isLetter || $0.isNumber) }
        return parts.last?.hasSuffix("token") ?? false
    }

    /// The text of a value, or the mask if its key names a secret.
    public static func shown(_ value: AttributeValue, key: String, revealed: Bool = false) -> String {
        !revealed && isSecret(key) ? mask : value.text
    }
}

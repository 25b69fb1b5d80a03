import Explorer
import TraceSources

/// Headers whose values let somebody in.
enum SecretHeader {
    static func isSecret(_ name: String) -> Bool {
        Secrets.isSecret(name) || name.lowercased().split(separator: "-").contains { $0 == "auth" || $0 == "key" }
    }

    static func isAuthorization(_ header: ServerOptions.Header) -> Bool { header.name.lowercased() == "authorization" }
}

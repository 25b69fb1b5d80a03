import Explorer
import Testing

@Suite struct SecretsTests {
    @Test(
        "Keys that name secrets are known in every spelling",
        arguments: [
            "password", "db.password", "X-API-Key", "api_key", "http.request.header.authorization", "Set-Cookie", "access_token",
            "csrfToken",
        ])
    func secrets(key: String) { #expect(Secrets.isSecret(key)) }

    @Test("Other keys are no secrets", arguments: ["http.method", "llm.token_count", "usage.tokens", "author", "key", "passenger"])
    func others(key: String) { #expect(!Secrets.isSecret(key)) }

    @Test func `A mask does not tell how long the secret is`() {
        #expect(Secrets.shown(.string("a"), key: "password") == Secrets.shown(.string("abcdefghijklmnop"), key: "password"))
        #expect(Secrets.shown(.string("a"), key: "password", revealed: true) == "a")
    }
}

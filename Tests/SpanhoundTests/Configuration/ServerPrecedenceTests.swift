import ArgumentParser
import Foundation
import TestSupport
import Testing
import TraceSources

@testable import spanhound

/// What goes first when the command line and a profile say different things.
@Suite struct ServerPrecedenceTests {
    private static let profile = """
        [servers.prod]
        url = "http://user:hush-login@prod.example/jaeger"
        headers = { X-One = "hush-one", X-Two = "two" }
        bearer-token-env = "HUSH"
        tenant = "shop"
        tenant-header = "x-shop"
        ca-file = "/ca"
        client-cert = "/cert"
        client-key = "/key"
        insecure = true
        timeout = "2s"
        lookback = "3h"
        limit = 50
        """

    private func configuration(_ text: String = profile) -> Configuration {
        ConfigurationReader.read(text, paths: ConfiguredPath(folder: "", home: nil))
    }

    private func arguments(_ words: String...) throws -> ServerArguments { try ServerArguments.parse(words) }

    @Test func `a profile says all that the command line leaves open`() throws {
        let profile = try configuration().profile("prod")
        let arguments = try arguments()
        let options = arguments.options(over: profile)
        #expect(options.headers == [.init(name: "X-One", value: "hush-one"), .init(name: "X-Two", value: "two")])
        #expect(options.tenant == "shop" && options.tenantHeader == "x-shop" && options.isInsecure)
        #expect(options.caFile == "/ca" && options.clientCertificate == "/cert" && options.clientKey == "/key")
        #expect(options.patience == ServerPatience(.seconds(2)) && arguments.token(over: profile) == .environment("HUSH"))
        let source = try arguments.server("@prod", in: configuration())
        #expect(source.profile == "prod" && source.name == "@prod" && source.address.description == "http://prod.example/jaeger")
        #expect(source.defaultLookback == 10_800_000_000_000 && source.defaultLimit == 50)
    }

    @Test func `what the command line says goes first, and the rest of the profile stays`() throws {
        let profile = try configuration().profile("prod")
        let arguments = try arguments(
            "--header", "x-one: 1", "--header", "X-Three: 3", "--tenant", "t", "--tenant-header", "x-t", "--ca-file", "/other",
            "--client-cert", "/mine", "--timeout", "5s", "--bearer-token-file", "/token")
        let options = arguments.options(over: profile)
        #expect(options.headers.map { $0.name + "=" + $0.value } == ["X-Two=two", "x-one=1", "X-Three=3"])
        #expect(options.tenant == "t" && options.tenantHeader == "x-t" && options.patience == ServerPatience(.seconds(5)))
        // Another certificate has another key, and who says whom to trust does not trust anybody.
        #expect(options.clientCertificate == "/mine" && options.clientKey == nil && options.caFile == "/other" && !options.isInsecure)
        #expect(arguments.token(over: profile) == .file("/token"))
    }

    @Test func `a header that lets somebody in and a token do not go together`() throws {
        let token = try configuration().profile("prod")
        #expect(try arguments("--header", "authorization: Basic x").token(over: token) == nil)
        let header = try configuration("servers.a = { url = \"http://a\", headers = { AUTHORIZATION = \"Basic hush\" } }").profile("a")
        #expect(try arguments().options(over: header).headers.count == 1)
        #expect(try arguments("--bearer-token-file", "/t").options(over: header).headers.isEmpty)
    }

    @Test func `an address has no profile, and its login is not in its name`() throws {
        let source = try arguments("--tenant", "t").server("http://u:hush@plain:1", in: Configuration())
        #expect(source.profile == nil && source.name == "http://plain:1" && source.defaultLimit == nil)
    }

    @Test func `no description and no dump shows a secret`() throws {
        let profile = try configuration().profile("prod")
        let source = try arguments("--header", "X: hush-header").server("@prod", in: configuration())
        var shown = "\(profile) \(source) \(String(reflecting: profile)) \(String(reflecting: source))"
        dump(profile, to: &shown)
        dump(source, to: &shown)
        #expect(!shown.contains("hush") && shown.contains("prod.example"))
        #expect(profile.holdsSecrets)
    }
}

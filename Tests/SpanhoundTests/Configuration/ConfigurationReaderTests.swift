import Testing
import TraceSources

@testable import spanhound

/// What is read from the text of a configuration file.
@Suite struct ConfigurationReaderTests {
    private func read(_ text: String) -> Configuration {
        var configuration = ConfigurationReader.read(text, paths: ConfiguredPath(folder: "/etc/hound/", home: "/me"))
        configuration.file = "config.toml"
        return configuration
    }

    @Test func `every key of a profile is read`() throws {
        let configuration = read(
            """
            [servers.prod]
            url = "https://jaeger.example:8443/jaeger"
            headers = { "X-Scope-OrgID" = "team", Accept-Language = "en" }
            bearer-token-file = "~/prod.token"
            tenant = "shop"
            tenant-header = "x-scope"
            ca-file = "ca.pem"
            client-cert = "/abs/cert.pem"
            client-key = "keys/key.pem"
            insecure = true
            timeout = "2s"
            lookback = "3h"
            limit = 50
            """)
        #expect(configuration.problems.isEmpty && configuration.names == ["prod"])
        let profile = try configuration.profile("prod")
        #expect(profile.address.description == "https://jaeger.example:8443/jaeger")
        #expect(profile.headers == [.init(name: "Accept-Language", value: "en"), .init(name: "X-Scope-OrgID", value: "team")])
        #expect(profile.token == .file("/me/prod.token"))
        #expect(profile.tenant == "shop" && profile.tenantHeader == "x-scope")
        #expect(profile.caFile == "/etc/hound/ca.pem" && profile.clientCertificate == "/abs/cert.pem")
        #expect(profile.clientKey == "/etc/hound/keys/key.pem")
        #expect(profile.isInsecure && profile.timeout == 2_000_000_000 && profile.lookback == 10_800_000_000_000 && profile.limit == 50)
    }

    @Test func `whether traces are kept stands outside of the profiles, and what is no answer means no`() {
        #expect(read("").keepsTraces && read("cache = true").keepsTraces)
        let off = read("cache = false\n[servers.a]\nurl = \"http://a\"")
        #expect(!off.keepsTraces && off.problems.isEmpty && off.names == ["a"])
        let odd = read("\ncache = \"/tmp\"")
        #expect(!odd.keepsTraces && odd.warnings(using: []) == ["config.toml:2: cache: expected true or false, found text"])
    }

    @Test func `headers may be a list of lines, and profiles may stand in any form that TOML has`() throws {
        let configuration = read(
            """
            servers.one.url = "http://one"
            servers."two words" = { url = "http://two", headers = ["A: b:c", "D:"] }
            [servers.three]
            url = '''http://three'''
            [servers.three.headers]
            X = "y"
            """)
        #expect(configuration.problems.isEmpty && configuration.names == ["one", "three", "two words"])
        #expect(try configuration.profile("two words").headers == [.init(name: "A", value: "b:c"), .init(name: "D", value: "")])
        #expect(try configuration.profile("three").headers == [.init(name: "X", value: "y")])
    }

    @Test(
        "A token comes from a file, a variable or a program",
        arguments: [
            ("bearer-token-file = \"t\"", TokenSource.file("/etc/hound/t")), ("bearer-token-env = \"T\"", .environment("T")),
            ("bearer-token-command = [\"vault\", \"read\"]", .command(TokenCommand(["vault", "read"], name: "vault"))),
            ("bearer-token-command = [\"./get\"]", .command(TokenCommand(["/etc/hound/./get"], name: "./get"))),
            (
                "bearer-token-command = \"pass x | head -1\"",
                .command(TokenCommand(["/bin/sh", "-c", "pass x | head -1"], name: "its bearer-token-command"))
            ),
        ])
    func tokens(line: String, source: TokenSource) throws {
        #expect(try read("[servers.a]\nurl = \"http://a\"\n\(line)\n").profile("a").token == source)
    }

    @Test(
        "A wrong value is told with its line and its type, makes its profile unusable, and costs the others nothing",
        arguments: [
            ("url = 5", "servers.a.url: expected text, found a whole number"),
            ("url = \"ftp://hush\"", "servers.a.url: not the address of a server: it begins with neither http:// nor https://"),
            ("headers = 5", "servers.a.headers: expected a table of names and values, or a list of \"Name: value\", found a whole number"),
            ("headers = { X = 1.5 }", "servers.a.headers: expected text for X, found a number"),
            ("headers = [\"hush\"]", "servers.a.headers: expected \"Name: value\" as number 1 of the list"),
            ("bearer-token-file = [\"hush\"]", "servers.a.bearer-token-file: expected text, found a list"),
            ("bearer-token-file = \"\"", "servers.a.bearer-token-file: it is empty"),
            ("bearer-token-env = 1e3", "servers.a.bearer-token-env: expected text, found a number"),
            (
                "bearer-token-command = [1]",
                "servers.a.bearer-token-command: expected a list of texts, the program first, or a line for the shell"
            ),
            ("bearer-token-command = \"\"", "servers.a.bearer-token-command: it is empty"),
            ("tenant = true", "servers.a.tenant: expected text, found true or false"),
            ("tenant-header = {}", "servers.a.tenant-header: expected text, found a table"),
            ("ca-file = 1", "servers.a.ca-file: expected text, found a whole number"),
            ("client-cert = 1", "servers.a.client-cert: expected text, found a whole number"),
            ("client-key = \"k\"", "servers.a.client-key: it needs client-cert beside it"),
            ("insecure = \"yes\"", "servers.a.insecure: expected true or false, found text"),
            ("timeout = 10", "servers.a.timeout: expected a duration such as \"10s\", found a whole number"),
            ("timeout = \"0s\"", "servers.a.timeout: expected a duration such as \"10s\", found \"0s\""),
            ("lookback = \"soon\"", "servers.a.lookback: expected a duration such as \"3h\", found \"soon\""),
            ("limit = \"50\"", "servers.a.limit: expected a whole number, found text"),
            ("limit = 0", "servers.a.limit: it must be at least 1"),
        ])
    func wrongValues(line: String, sentence: String) throws {
        let url = line.hasPrefix("url") ? "insecure = false" : "url = \"http://a\""
        let configuration = read("[servers.b]\nurl = \"http://b\"\n[servers.a]\n\(url)\n\n\(line)\n")
        let failure = #expect(throws: Failure.self) { try configuration.profile("a") }
        #expect(failure?.message == "config.toml:6: " + sentence && failure?.status == .usage)
        #expect(configuration.names == ["b"] && configuration.warnings(using: ["b"]) == ["config.toml:6: " + sentence])
        #expect(configuration.warnings(using: ["a"]).isEmpty)
    }

    @Test(
        "What excludes each other is told at the profile's beginning or the key",
        arguments: [
            ("", "config.toml:1: servers.a: there is no url in it"),
            (
                "url = \"http://a\"\nbearer-token-env = \"A\"\nbearer-token-file = \"b\"",
                "config.toml:1: servers.a: there is more than one of bearer-token-file, bearer-token-env and bearer-token-command; "
                    + "leave one of them"
            ),
            (
                "url = \"http://a\"\nbearer-token-env = \"A\"\nheaders = { authorization = \"hush\" }",
                "config.toml:4: servers.a.headers: there is a bearer token beside the header Authorization; leave out one of them"
            ),
        ])
    func exclusions(lines: String, sentence: String) throws {
        let configuration = read("[servers.a]\n" + lines)
        #expect(#expect(throws: Failure.self) { try configuration.profile("a") }?.message == sentence)
    }

    @Test(
        "An unknown key is told with the key that may be meant, and nothing else is lost",
        arguments: [
            ("bearer_token_file", "; did you mean bearer-token-file?"), ("cafile", "; did you mean ca-file?"),
            ("lookbak", "; did you mean lookback?"), ("URL", "; did you mean url?"), ("colour-of-the-sky", ""),
        ])
    func unknownKeys(key: String, advice: String) throws {
        let configuration = read("[servers.a]\nurl = \"http://a\"\n\(key) = 1\n")
        #expect(configuration.warnings(using: ["a"]) == ["config.toml:3: servers.a.\(key): there is no such key" + advice])
        #expect(try configuration.profile("a").address.description == "http://a")
        #expect(read("[server.a]\n").warnings(using: []) == ["config.toml:1: server: there is no such key; did you mean servers?"])
    }

    @Test func `a profile that is not there is told with those there are`() {
        let configuration = read("servers.b.url = \"http://b\"\nservers.a.url = \"http://a\"\n")
        let failure = #expect(throws: Failure.self) { try configuration.profile("c") }
        #expect(failure?.message == "no server profile is called \"c\"; there are:" && failure?.details == ["@a", "@b"])
        #expect(#expect(throws: Failure.self) { try read("").profile("c") }?.message.hasSuffix("config.toml names none") == true)
    }
}

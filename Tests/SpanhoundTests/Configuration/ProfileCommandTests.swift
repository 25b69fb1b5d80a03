import Foundation
import TestSupport
import Testing

/// Servers that are named by their profiles, through the program.
@Suite struct ProfileCommandTests {
    private let folder: TemporaryFolder
    private let server: LoopbackServer

    init() throws {
        folder = try TemporaryFolder()
        server = try LoopbackServer()
        server.script("/api/services", .json(#"{"data":["shop"],"total":1,"errors":null}"#))
        server.script("/api/traces", .json(#"{"data":[],"total":0,"errors":null}"#))
    }

    /// Writes the configuration to its usual place.
    private func configure(_ text: String, mode: mode_t = 0o600) throws {
        let place = folder.url.appendingPathComponent(".config/spanhound")
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        let file = place.appendingPathComponent("config.toml")
        try Data(text.replacingOccurrences(of: "SERVER", with: server.url).utf8).write(to: file)
        chmod(file.path, mode)
    }

    private func run(_ arguments: String..., environment: [String: String] = [:]) throws -> Command {
        let pinned = Command.pinnedEnvironment(home: folder.url).merging(environment) { _, given in given }
        return try Command.run(Binary.url, arguments, environment: pinned)
    }

    @Test func `a profile's server is asked as the profile says, and as the command line says instead`() throws {
        try configure(
            """
            [servers.prod]
            url = "SERVER"
            headers = { X-Scope-OrgID = "team" }
            bearer-token-command = ["sh", "-c", "echo hush-token; echo trace: hush-token >&2"]
            tenant = "shop"
            tenant-header = "x-shop"
            lookback = "3h"
            limit = 7
            """)
        let search = try run("search", "--service", "shop", "@prod")
        #expect(search.status == 0, "\(search.errors)")
        #expect(search.errors.hasPrefix("trace: …\n") && !search.errors.contains("hush"))
        let asked = try #require(server.requests.last { $0.path.hasPrefix("/api/traces") })
        #expect(asked.headers["X-Scope-OrgID"] == "team" && asked.headers["x-shop"] == "shop")
        #expect(asked.headers["Authorization"] == "Bearer hush-token" && asked.value(of: "limit") == "7")
        let start = try #require(asked.value(of: "start").flatMap { Int($0) }),
            end = try #require(asked.value(of: "end").flatMap { Int($0) })
        #expect((10_800_000_000...10_800_000_001).contains(end - start))
        let other = try run("search", "--service", "shop", "--limit", "3", "--header", "X-Scope-OrgID: mine", "@prod", "--tenant", "t")
        let last = try #require(server.requests.last { $0.path.hasPrefix("/api/traces") })
        #expect(other.status == 0 && last.value(of: "limit") == "3")
        #expect(last.headers["X-Scope-OrgID"] == "mine" && last.headers["x-shop"] == "t")
    }

    @Test func `a profile that is not there is wrong usage and told with those there are`() throws {
        let none = try run("services", "@prod")
        #expect(none.status == 2 && none.errors.contains("no server profile is called \"prod\"; a profile stands in ~/.config"))
        try configure("[servers.dev]\nurl = \"SERVER\"\n")
        let wrong = try run("services", "--json", "@prod")
        let error = try #require(try Answer(wrong.errors)["error"] as? [String: Any])
        #expect(wrong.status == 2 && error["code"] as? String == "no-such-profile" && error["details"] as? [String] == ["@dev"])
        #expect(server.requests.isEmpty)
    }

    @Test func `a file that is called like a profile is told how to be named`() throws {
        _ = try folder.file("@traces", "")
        let line = "cd '\(folder.url.path)' && exec '\(Binary.url.path)' services @traces"
        let run = try Command.run(
            URL(fileURLWithPath: "/bin/sh"), ["-c", line], environment: Command.pinnedEnvironment(home: folder.url))
        #expect(run.status == 2 && run.errors.hasSuffix("the file of that name is ./@traces\n"))
    }

    @Test func `what is wrong elsewhere is a warning, which --quiet leaves out, and what is wrong here an error`() throws {
        let marker = folder.url.appendingPathComponent("was-run").path
        try configure(
            """
            [servers.dev]
            url = "SERVER"
            [servers.prod]
            url = "SERVER"
            bearer-token-command = "touch \(marker)"
            limit = "hush"
            """)
        let place = folder.url.path + "/.config/spanhound/config.toml:6: servers.prod.limit: expected a whole number, found text\n"
        let warned = try run("services", "@dev")
        #expect(warned.status == 0 && warned.errors == "spanhound: " + place)
        #expect(try run("services", "--quiet", "@dev").errors.isEmpty)
        let used = try run("services", "@prod")
        #expect(used.status == 2 && used.errors == "spanhound: " + place)
        #expect(!FileManager.default.fileExists(atPath: marker))
    }

    @Test func `secrets that everyone can read are warned of, and are shown nowhere`() throws {
        try configure("servers.a = { url = \"SERVER\", headers = { Authorization = \"Basic hush\" } }\n", mode: 0o644)
        server.script("/api/services", .text("not with Basic hush", status: 401))
        let run = try run("services", "--verbose", "@a")
        #expect(run.status == 4 && run.errors.contains("chmod 600") && !(run.errors + run.output).contains("hush"))
    }

    @Test func `another file is read when it is named, and must be there`() throws {
        let file = try folder.file("mine.toml", "[servers.mine]\nurl = \"\(server.url)\"\n")
        #expect(try run("--config", file.path, "services", "@mine").status == 0)
        let absent = try run("services", "--config", file.path + "-", server.url)
        #expect(absent.status == 2 && absent.errors.contains("mine.toml-: No such file or directory"))
        let elsewhere = folder.url.appendingPathComponent("xdg/spanhound")
        try FileManager.default.createDirectory(at: elsewhere, withIntermediateDirectories: true)
        try FileManager.default.copyItem(at: file, to: elsewhere.appendingPathComponent("config.toml"))
        #expect(try run("services", "@mine", environment: ["XDG_CONFIG_HOME": folder.url.path + "/xdg"]).status == 0)
        #expect(try run("services", "@mine", environment: ["XDG_CONFIG_HOME": "xdg"]).status == 2)
    }

    @Test func `without a source the profiles are named beside everything else that can be opened`() throws {
        try configure("[servers.prod]\nurl = \"https://u:hush@jaeger.example/jaeger\"\n")
        let run = try run()
        #expect(run.status == 2 && run.errors.contains("spanhound trace.json") && run.errors.contains("spanhound @prod"))
        #expect(run.errors.contains("https://jaeger.example/jaeger") && !run.errors.contains("hush"))
    }
}

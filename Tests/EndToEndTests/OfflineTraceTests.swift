import Foundation
import TestSupport
import Testing

/// Traces of a server that has gone away, on the command line.
@Suite struct OfflineTraceTests {
    private static let reply = """
        {"data":[{"traceID":"ab","spans":[{"traceID":"ab","spanID":"1","operationName":"pay","references":[],"startTime":5,"duration":7,
        "tags":[],"logs":[],"processID":"p"}],"processes":{"p":{"serviceName":"shop"}}}]}
        """

    /// A server that was asked for a trace once, and is gone.
    private func fetched(_ options: String..., home: TemporaryFolder, configuration: String? = nil) throws -> String {
        let server = try LoopbackServer()
        server.script("/api/traces/ab", .json(Self.reply))
        if let configuration {
            try FileManager.default.createDirectory(
                at: home.url.appendingPathComponent(".config/spanhound"), withIntermediateDirectories: true)
            _ = try home.file(".config/spanhound/config.toml", configuration)
        }
        let first = try show(server.url, home, options)
        #expect(first.status == 0 && first.errors.isEmpty && first.output.contains("pay"))
        return server.url
    }

    private func show(_ url: String, _ home: TemporaryFolder, _ options: [String] = [], _ more: [String: String] = [:]) throws -> Command {
        try Binary.run(["show", "--trace", "ab", url] + options, environment: ["HOME": home.url.path].merging(more) { $1 })
    }

    @Test func `a trace that was shown before is shown again, and standard error says what it is`() throws {
        let home = try TemporaryFolder(), url = try fetched(home: home)
        let again = try show(url, home)
        #expect(again.status == 0 && again.output.contains("pay"))
        #expect(again.errors.contains("the server does not answer; this is the trace as it was fetched before"))
        #expect(try show(url, home, ["--quiet"]).errors.isEmpty)
        // Another home, or another place for caches, has nothing of it.
        #expect(try show(url, home, [], ["XDG_CACHE_HOME": home.url.path + "/elsewhere"]).status == 4)
        #expect(try show(url, home, ["--no-cache"]).status == 4)
    }

    @Test func `nothing is kept where that was asked for`() throws {
        let home = try TemporaryFolder()
        #expect(try show(try fetched("--no-cache", home: home), home).status == 4)
        let other = try TemporaryFolder()
        #expect(try show(try fetched(home: other, configuration: "cache = false\n"), other).status == 4)
        for folder in [home, other] { #expect(!FileManager.default.fileExists(atPath: folder.url.path + "/.cache")) }
    }
}

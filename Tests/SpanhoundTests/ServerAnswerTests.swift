import Foundation
import TestSupport
import Testing

/// Commands whose source is a server.
@Suite struct ServerAnswerTests {
    private static let reply = """
        {"data":[{"traceID":"a1","spans":[{"traceID":"a1","spanID":"b1","operationName":"GET /","references":[],\
        "startTime":1700000000000000,"duration":1500,"tags":[],"logs":[],"processID":"p1","warnings":null}],\
        "processes":{"p1":{"serviceName":"shop","tags":[]}},"warnings":null}],"total":0,"limit":0,"offset":0,"errors":null}
        """

    private func server() throws -> LoopbackServer {
        let server = try LoopbackServer()
        server.script("/api/services", .json(#"{"data":["shop","a/b"],"total":2,"errors":null}"#))
        server.script("/api/operations", .json(#"{"data":[{"name":"GET /","spanKind":"server"}],"total":1,"errors":null}"#))
        server.script("/api/traces", .json(Self.reply))
        server.script("/api/traces/a1", .json(Self.reply))
        server.script("/api/traces/ff", .errors("trace not found", code: 404, status: 404))
        return server
    }

    private func run(_ arguments: String...) throws -> Command {
        let folder = try TemporaryFolder()
        return try Command.run(Binary.url, arguments, environment: Command.pinnedEnvironment(home: folder.url))
    }

    @Test func `services and operations are the server's`() throws {
        let server = try server()
        let services = try run("services", "--json", server.url)
        #expect(try Answer(services.output).objects("services").map { $0["name"] as? String } == ["a/b", "shop"])
        let operations = try run("operations", "--service", "shop", server.url)
        #expect(operations.status == 0 && operations.output.contains("GET /") && operations.output.contains("server"))
    }

    @Test func `a search and a trace by its id are answered as from a file`() throws {
        let server = try server()
        let search = try run("search", "--service", "shop", "--json", server.url)
        #expect(try Answer(search.output).objects("traces").count == 1)
        let asked = try #require(server.requests.first { $0.path == "/api/traces" })
        #expect(asked.value(of: "service") == "shop" && asked.value(of: "limit") == "20")
        let start = try #require(asked.value(of: "start").flatMap { Int($0) }),
            end = try #require(asked.value(of: "end").flatMap { Int($0) })
        #expect((3_600_000_000...3_600_000_001).contains(end - start))
        #expect(abs(Double(end) / 1e6 - Date().timeIntervalSince1970) < 600)
        #expect(
            try Answer(run("search", "--service", "shop", "--min-duration", "2ms", "--json", server.url).output).objects("traces").isEmpty)
        let shown = try run("show", "--trace", "a1", server.url)
        #expect(shown.status == 0 && shown.output.contains("GET /"))
    }

    @Test(
        "Every way to fail has its exit code and its sentence",
        arguments: [
            (["show", "--trace", "ff"], 1, "no such trace"), (["show", "--trace", "xyz"], 2, "hexadecimal"),
            (["search", "--service", "page"], 3, "a web page"), (["operations", "--service", "busy"], 4, "503"),
        ] as [([String], Int32, String)])
    func fails(arguments: [String], status: Int32, sentence: String) throws {
        let server = try server()
        if arguments.contains("page") { server.script("/api/traces", .html()) }
        if arguments.contains("busy") { server.script("/api/operations", .refusal(503)) }
        let folder = try TemporaryFolder()
        let run = try Command.run(Binary.url, arguments + [server.url], environment: Command.pinnedEnvironment(home: folder.url))
        #expect(run.status == status && run.output.isEmpty && run.errors.contains(sentence), "\(run.status) \(run.errors)")
    }

    @Test func `the token's file is sent and never shown`() throws {
        let server = try server(), folder = try TemporaryFolder()
        server.script("/api/services", .text("not with hush-hush-token", status: 401))
        let file = try folder.file("token", "  hush-hush-token\n")
        let run = try run("services", "--bearer-token-file", file.path, "--header", "X-One: 1", server.url)
        #expect(
            server.requests.first?.headers["Authorization"] == "Bearer hush-hush-token" && server.requests.first?.headers["X-One"] == "1")
        #expect(run.status == 4 && !run.errors.contains("hush") && run.errors.contains("401"))
    }
}

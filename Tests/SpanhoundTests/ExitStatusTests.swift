import Foundation
import TestSupport
import Testing

/// How the program ends, and where it says why.
@Suite struct ExitStatusTests {
    private func run(_ arguments: [String]) throws -> Command {
        let folder = try TemporaryFolder()
        _ = try OrderTraces.file(in: folder)
        _ = try folder.file("broken.json", "{\"data\": [{\"traceID\": \"1\", \"spans\": [}")
        _ = try folder.file("image.png", Data([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0]))
        let placed = arguments.map { $0.replacingOccurrences(of: "@", with: folder.url.path + "/") }
        return try Command.run(Binary.url, placed, environment: Command.pinnedEnvironment(home: folder.url))
    }

    @Test(
        "What was answered ends with 0, help and version too, and says nothing on standard error",
        arguments: [
            ["--version"], ["--help"], ["help", "search"], ["summary", "@orders.json"], ["services", "@orders.json"],
            ["show", "--trace", "a2", "@orders.json"], ["--json", "summary", "@orders.json"], ["keys"], ["man"],
        ])
    func answered(arguments: [String]) throws {
        let run = try run(arguments)
        #expect(run.status == 0)
        #expect(!run.output.isEmpty && run.errors.isEmpty)
    }

    @Test(
        "An answer that is no ends with 1",
        arguments: [
            (["show", "--trace", "ffff", "@orders.json"], "no trace has an id that begins with \"ffff\""),
            (["show", "--trace", "0", "@orders.json"], "2 traces have an id that begins with \"0\""),
            (["show", "--service", "nobody", "@orders.json"], "no trace matches"),
            (["operations", "--service", "nobody", "@orders.json"], "no service is called \"nobody\""),
        ])
    func no(arguments: [String], sentence: String) throws {
        let run = try run(arguments)
        #expect(run.status == 1 && run.output.isEmpty)
        #expect(run.errors.contains(sentence))
    }

    @Test(
        "Wrong usage ends with 2",
        arguments: [
            ["summary"], ["search", "--min-duration", "soon", "@orders.json"], ["search", "--tag", "novalue", "@orders.json"],
            ["--no-such-option"], ["operations", "@orders.json"], ["search", "--limit", "0", "@orders.json"],
            ["summary", "--json", "--markdown", "@orders.json"],
            ["search", "--min-duration", "2s", "--max-duration", "1s", "@orders.json"],
            ["summary", "http://localhost:x"], ["search", "--color", "sometimes", "@orders.json"],
            ["summary", "--follow", "http://localhost:1"], ["summary", "--limit", "3", "@orders.json"],
            ["convert", "--to", "jaeger", "--trace", "no hex", "http://localhost:1"],
        ])
    func usage(arguments: [String]) throws {
        let run = try run(arguments)
        #expect(run.status == 2 && run.output.isEmpty && !run.errors.isEmpty)
    }

    @Test(
        "Input that is not understood ends with 3 and names the file",
        arguments: ["broken.json", "image.png", "absent.json"])
    func input(name: String) throws {
        let run = try run(["summary", "@" + name])
        #expect(run.status == 3 && run.output.isEmpty)
        #expect(run.errors.contains(name))
    }

    @Test("With --json an error is an object with code, message and place")
    func jsonErrors() throws {
        let missing = try Answer(try run(["summary", "--json", "@absent.json"]).errors)
        let error = try #require(missing["error"] as? [String: Any])
        #expect(error["code"] as? String == "no-such-file")
        #expect((error["place"] as? String)?.hasSuffix("absent.json") == true)
        let usage = try Answer(try run(["search", "--json", "--limit", "0", "@orders.json"]).errors)
        #expect((usage["error"] as? [String: Any])?["code"] as? String == "usage")
    }

    @Test("A file that cannot be read among others is told, costs nothing, and with --strict everything")
    func oneOfSeveral() throws {
        let arguments = ["summary", "--json", "@orders.json", "@image.png"]
        let lenient = try run(arguments)
        #expect(lenient.status == 0)
        let files = try Answer(lenient.output).objects("files")
        #expect(files.map { $0["spans"] as? Int } == [4, 0])
        let diagnostics = try #require(files[1]["diagnostics"] as? [[String: Any]])
        #expect(diagnostics.map { $0["severity"] as? String } == ["lost"])
        #expect(Set(diagnostics[0].keys) == ["code", "severity", "count", "place", "message"])
        #expect(try run(arguments + ["--strict"]).status == 3)
        #expect(lenient.errors.contains("image.png"))
        #expect(try run(arguments + ["--quiet"]).errors.isEmpty)
    }

    @Test("Without a terminal the explorer names the command that prints", arguments: [["@orders.json"], ["open", "@orders.json"], []])
    func noTerminal(arguments: [String]) throws {
        let run = try run(arguments)
        #expect(run.status == 2 && run.output.isEmpty)
        #expect(run.errors.contains("spanhound"))
        if !arguments.isEmpty { #expect(run.errors.contains("not a terminal") && run.errors.contains("spanhound show")) }
    }

    @Test("Standard input is a source")
    func standardInput() throws {
        let folder = try TemporaryFolder()
        let file = try OrderTraces.file(in: folder)
        let run = try Binary.run("summary", "--json", "-", input: URL(fileURLWithPath: file))
        #expect(run.status == 0)
        #expect(try Answer(run.output).objects("files").map { $0["path"] as? String } == ["-"])
    }
}

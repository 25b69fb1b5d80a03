import Foundation
import TestSupport
import Testing

/// `spanhound generate`: the same bytes for the same arguments, read back to the same counts.
@Suite struct GenerateTests {
    private func counts(_ file: URL) throws -> Answer {
        let run = try Binary.run("summary", "--json", file.path)
        #expect(run.status == 0, "\(run.errors)")
        return try Answer(run.output)
    }

    @Test("The same seed gives the same bytes, on standard output and in a file; another seed gives others")
    func seeds() throws {
        let folder = try TemporaryFolder()
        let file = folder.url.appendingPathComponent("a.json")
        #expect(try Binary.run("generate", "--traces", "5", "--seed", "7", "-o", file.path).output.isEmpty)
        let printed = try Binary.run("generate", "--traces", "5", "--seed", "7").output
        #expect(try String(contentsOf: file, encoding: .utf8) == printed)
        #expect(try Binary.run("generate", "--traces", "5", "--seed", "8").output != printed)
    }

    @Test(
        "There are exactly as many traces or spans as were asked for",
        arguments: [
            "checkout", "slow-database", "retry-storm", "broken",
            "healthy", "failing-payment", "n-plus-one", "async-messaging", "clock-skew",
        ])
    func amounts(scenario: String) throws {
        let folder = try TemporaryFolder()
        let file = folder.url.appendingPathComponent("a.json")
        #expect(try Binary.run("generate", "--scenario", scenario, "--traces", "20", "-o", file.path).status == 0)
        #expect(try counts(file)["traces"] as? Int == 20)
        #expect(try Binary.run("generate", "--scenario", scenario, "--spans", "777", "-o", file.path).status == 0)
        #expect(try counts(file)["spans"] as? Int == 777)
    }

    @Test("Every format has the same traces, packed as the file's name says", arguments: ConvertRoundTripTests.formats)
    func formats(format: String) throws {
        let folder = try TemporaryFolder()
        let file = folder.url.appendingPathComponent("a.zst"), exact = folder.url.appendingPathComponent("a.jsonl.gz")
        let converted = folder.url.appendingPathComponent("b")
        #expect(try Binary.run("generate", "--traces", "5", "--format", format, "-o", file.path).status == 0)
        #expect(try Binary.run("generate", "--traces", "5", "--format", "otlp-json", "-o", exact.path).status == 0)
        #expect(try Binary.run("convert", "--to", format, "-o", converted.path, exact.path).status == 0)
        #expect(try ShownSpan.all(file.path) == ShownSpan.all(converted.path))
        #expect(try counts(file).objects("files").first?["compression"] as? String == "zstd")
        #expect(try counts(exact).objects("files").first?["compression"] as? String == "gzip")
    }

    @Test("A shape puts all spans into one trace")
    func shapes() throws {
        let folder = try TemporaryFolder()
        let file = folder.url.appendingPathComponent("deep.json")
        #expect(try Binary.run("generate", "--shape", "deep", "--spans", "3000", "-o", file.path).status == 0)
        let counts = try counts(file)
        #expect(counts["traces"] as? Int == 1 && counts["maxDepth"] as? Int == 3000)
    }

    @Test("A reader that has seen enough ends the program quietly")
    func closedPipe() throws {
        let folder = try TemporaryFolder()
        let script = "{ '\(Binary.url.path)' generate --spans 20000; echo status $? >&2; } | head -c 20"
        let run = try Command.run(
            URL(fileURLWithPath: "/bin/sh"), ["-c", script], environment: Command.pinnedEnvironment(home: folder.url))
        #expect(run.output.utf8.count == 20)
        #expect(run.errors == "status 0\n")
    }

    @Test("What cannot be written is said, not ignored")
    func unwritable() throws {
        let folder = try TemporaryFolder()
        let missing = try Binary.run("generate", "-o", folder.url.path + "/no/such/folder.json")
        #expect(missing.status == 1 && missing.errors.contains("cannot be written"))
        let full = try Binary.run("generate", "-o", "/dev/full")
        #expect(full.status == 1 && full.errors.contains("/dev/full cannot be written"))
    }
}

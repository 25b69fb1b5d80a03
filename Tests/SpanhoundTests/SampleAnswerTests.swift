import Foundation
import TestSupport
import Testing

/// What the program says about `Samples/`: recorded once, reviewed, and compared ever after; `RECORD=1` writes it anew.
@Suite struct SampleAnswerTests {
    private static let goldens = Places.root.appendingPathComponent("Tests/SpanhoundTests/Goldens")
    private static let isRecording = ProcessInfo.processInfo.environment["RECORD"] == "1"
    static let samples = [
        "batch.json.gz", "broken.json", "checkout.json", "deep.json", "retry-storm.json", "slow-database.json", "wide.json",
    ]

    private func compare(_ name: String, _ arguments: [String]) throws {
        let folder = try TemporaryFolder()
        let run = try Command.run(Binary.url, arguments, environment: Command.pinnedEnvironment(home: folder.url))
        #expect(run.status == 0, "\(run.errors)")
        let text = run.output.replacingOccurrences(of: Places.samples.path, with: "Samples")
        let file = Self.goldens.appendingPathComponent(name)
        if Self.isRecording {
            try FileManager.default.createDirectory(at: Self.goldens, withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
        }
        let known = try #require(
            try? String(contentsOf: file, encoding: .utf8), "no golden \(name); record it with RECORD=1 and look at it")
        let lines = zip(known.split(separator: "\n"), text.split(separator: "\n"))
        let first = lines.first { $0 != $1 }.map { "was \($0)\nis  \($1)" } ?? "the length differs"
        #expect(known == text, "\(name): \(first)")
    }

    @Test("The counts of a sample are those recorded", arguments: samples)
    func summary(sample: String) throws {
        try compare(sample + ".summary.json", ["summary", "--json", Places.samples.appendingPathComponent(sample).path])
    }

    @Test("The list of a sample's traces, in 80 columns", arguments: ["broken.json", "checkout.json"])
    func search(sample: String) throws {
        try compare(sample + ".search.txt", ["search", "--sort", "oldest", Places.samples.appendingPathComponent(sample).path])
    }

    @Test("The slowest trace of a sample as a waterfall, in 80 columns", arguments: ["broken.json", "checkout.json", "retry-storm.json"])
    func show(sample: String) throws {
        try compare(sample + ".show.txt", ["show", Places.samples.appendingPathComponent(sample).path])
    }

    @Test("Two samples compared, in 80 columns")
    func comparison() throws {
        let files = ["checkout.json", "slow-database.json"].map { Places.samples.appendingPathComponent($0).path }
        try compare("checkout-slow-database.compare.txt", ["compare"] + files)
    }

    @Test("A trace with its tags, logs and process; what looks secret is masked")
    func details() throws {
        let folder = try TemporaryFolder()
        let run = try Binary.run("show", "--details", "--trace", "a1", try OrderTraces.file(in: folder))
        #expect(run.status == 0)
        #expect(run.output.contains("http.status_code  500") && run.output.contains("host.name  web-1"))
        #expect(run.output.contains("parent 0000000000000099 (not in the trace)"))
        #expect(!run.output.contains("hunter2") && run.output.contains("••••"))
        // What is said of a span goes on in a further line where there is no room; values are not cut.
        let lines = run.output.split(separator: "\n")
        #expect(lines.filter { $0.hasPrefix("span ") }.count == 3 && lines.allSatisfy { $0.count <= 80 })
        #expect(lines.contains("  critical 60.0ms") && lines.contains { $0.hasSuffix(", 1 without its parent, in 2 pieces") })
    }

    @Test("In a locale without UTF-8, and with --ascii, everything printed is ASCII", arguments: [["LC_ALL": "C"], ["LC_ALL": "C.UTF-8"]])
    func ascii(environment: [String: String]) throws {
        let sample = Places.samples.appendingPathComponent("broken.json").path
        let flags = environment["LC_ALL"] == "C" ? [] : ["--ascii"]
        let folder = try TemporaryFolder()
        for command in ["show", "search", "summary", "services"] {
            let pinned = Command.pinnedEnvironment(home: folder.url).merging(environment) { _, given in given }
            let run = try Command.run(Binary.url, [command] + flags + [sample], environment: pinned)
            #expect(run.status == 0 && run.output.utf8.allSatisfy { $0 < 0x7f && ($0 >= 0x20 || $0 == 0x0a) }, "\(command)")
        }
    }

    @Test(
        "Colours are for terminals, and for who asks for them",
        arguments: [
            ([], [:], false), (["--color", "always"], [:], true), (["--color", "always"], ["NO_COLOR": "1"], true),
            (["--color", "never"], [:], false),
        ]
            as [([String], [String: String], Bool)])
    func colors(flags: [String], environment: [String: String], expected: Bool) throws {
        let folder = try TemporaryFolder()
        let pinned = Command.pinnedEnvironment(home: folder.url).merging(environment) { _, given in given }
        let file = try OrderTraces.file(in: folder)
        let run = try Command.run(Binary.url, ["show"] + flags + [file], environment: pinned)
        #expect(run.output.contains("\u{1b}[") == expected)
        let plain = run.output.replacing(/\u{1b}\[[0-9;]*m/, with: "")
        #expect(plain.contains("POST /orders") && !plain.contains("\u{1b}"))
    }

    @Test("Nothing printed is wider than 80 columns", arguments: ["show", "search", "summary", "services"])
    func width(command: String) throws {
        for sample in Self.samples {
            let run = try Binary.run(command, "--ascii", Places.samples.appendingPathComponent(sample).path)
            for line in run.output.split(separator: "\n") { #expect(line.utf8.count <= 80, "\(sample): \(line)") }
        }
    }
}

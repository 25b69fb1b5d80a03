import Foundation
import TestSupport
import Testing

/// `compare` as it answers from files.
@Suite struct CompareAnswerTests {
    private static let keys: Set<String> = [
        "path", "kind", "tracesA", "tracesB", "callsPerTraceA", "callsPerTraceB", "meanCriticalNanoA", "meanCriticalNanoB", "deltaNano",
        "share", "change",
    ]

    private static func sample(_ name: String) -> String { Places.samples.appendingPathComponent(name).path }

    /// So many simulated traces of a scenario, in a file.
    private static func generate(_ scenario: String, seed: Int, _ traces: Int = 60, in folder: TemporaryFolder) throws -> String {
        let file = folder.url.appendingPathComponent("\(scenario)-\(seed).json").path
        let run = try Binary.run("generate", "--scenario", scenario, "--traces", "\(traces)", "--seed", "\(seed)", "-o", file)
        #expect(run.status == 0, "\(run.errors)")
        return file
    }

    @Test func `the answer has the keys of the contract, the largest change first`() throws {
        let run = try Binary.run("compare", "--json", Self.sample("checkout.json"), Self.sample("slow-database.json"))
        #expect(run.status == 0 && run.errors.isEmpty)
        let answer = try Answer(run.output), nodes = try answer.objects("nodes")
        #expect(answer["schemaVersion"] as? Int == 1 && answer.keys.isSuperset(of: ["a", "b", "nodes", "diagnosis", "differences"]))
        let a = try #require(answer["a"] as? [String: Any]), b = try #require(answer["b"] as? [String: Any])
        let before = try #require(a["meanDurationNano"] as? Int), after = try #require(b["meanDurationNano"] as? Int)
        #expect(a["traces"] as? Int == 10 && b["traces"] as? Int == 10 && before < after)
        for node in nodes { #expect(Set(node.keys).isSuperset(of: Self.keys)) }
        let deltas = nodes.compactMap { $0["deltaNano"] as? Int }
        #expect(deltas.count == nodes.count && deltas.map(abs) == deltas.map(abs).sorted(by: >))
        let first = try #require(nodes.first), path = try #require(first["path"] as? [String])
        #expect(path.last == "order-service UPDATE inventory" && path.first?.hasPrefix("api-gateway ") == true)
        let share = try #require(first["share"] as? Double)
        #expect(abs(share - Double(deltas[0]) / Double(after - before)) < 1e-9)
        #expect(first["kind"] as? String == "client" && first["change"] as? String == "changed")
    }

    @Test(arguments: [("slow-database", "order-service"), ("failing-payment", "payment-service")])
    func `the service that a scenario slows down is named first, by far`(scenario: String, service: String) throws {
        let folder = try TemporaryFolder()
        let healthy = try Self.generate("healthy", seed: 1, in: folder), slow = try Self.generate(scenario, seed: 2, in: folder)
        let answer = try Answer(Binary.run("compare", "--json", healthy, slow).output)
        let diagnosis = try #require(answer["diagnosis"] as? [String: Any])
        let ranking = try #require(diagnosis["ranking"] as? [[String: Any]])
        #expect(ranking.first?["service"] as? String == service && ranking.first?["kind"] as? String == "inside")
        #expect(diagnosis["weak"] as? Bool == false && diagnosis["suspects"] as? String == "b")
        let first = try #require(ranking[0]["z"] as? Double), second = try #require(ranking[1]["z"] as? Double)
        #expect(first > 3 && first > 3 * abs(second))
        let differences = try #require(answer["differences"] as? [String: Any])
        #expect((differences["rows"] as? [Any])?.isEmpty == false)
        // The other way round it is A that is slow, for the same reason.
        let other = try Binary.run("compare", slow, healthy).output
        #expect(other.contains("What makes A slower") && other.contains("inside \(service)"))
    }

    @Test func `two samples of the same traces differ in nothing that may not be chance, and the finding is called weak`() throws {
        let folder = try TemporaryFolder()
        let a = try Self.generate("healthy", seed: 1, in: folder), b = try Self.generate("healthy", seed: 2, in: folder)
        let output = try Binary.run("compare", a, b).output
        #expect(output.contains("\nweak: nothing is 3 or more above the usual\n"))
        #expect(output.contains("of B say that those of A do not\nnothing that may not be chance\n"))
        let same = try Binary.run("compare", a, a).output
        #expect(same.contains("change    none\n") && same.contains("the same way in both"))
    }

    @Test func `the text of samples fits 80 columns, in ASCII too, and Markdown cuts nothing`() throws {
        let files = [Self.sample("checkout.json"), Self.sample("slow-database.json")]
        for flags in [[], ["--ascii"]] {
            let run = try Binary.run(["compare"] + flags + files)
            let lines = run.output.split(separator: "\n")
            #expect(run.status == 0 && lines.count > 20 && lines.allSatisfy { $0.count <= 80 }, "\(lines.filter { $0.count > 80 })")
            #expect(lines[0].hasPrefix("A         10 traces, ") && lines[0].hasSuffix("checkout.json"))
            #expect(flags.isEmpty || run.output.utf8.allSatisfy { $0 < 0x80 })
        }
        let markdown = try Binary.run(["compare", "--markdown", "--rows", "3"] + files).output
        #expect(
            markdown.contains("| order-service UPDATE inventory | reserve\\_inventory |") && markdown.contains("## Where the time went"))
        #expect(markdown.contains("more that changed less; --rows shows more"))
    }

    @Test func `two traces are named by the beginnings of their ids`() throws {
        let file = Self.sample("slow-database.json")
        let listed = try Answer(Binary.run("search", "--json", file).output).objects("traces").compactMap { $0["traceID"] as? String }
        let run = try Binary.run("compare", "--json", "--source", file, String(listed[0].prefix(9)), listed[3])
        let answer = try Answer(run.output), a = try #require(answer["a"] as? [String: Any])
        #expect(a["traces"] as? Int == 1 && (a["name"] as? String)?.hasSuffix(listed[0]) == true)
        let nodes = try answer.objects("nodes")
        #expect(nodes.contains { $0["change"] as? String == "added" } && nodes.contains { $0["change"] as? String == "same" })
        let text = try Binary.run("compare", "--source", file, listed[0], listed[3]).output
        #expect(text.contains("cannot be told from one trace a side") && !text.contains("makes"))
        let none = try Binary.run("compare", "--source", file, listed[0], "ffff0000")
        #expect(none.status == 1 && none.errors.contains("no trace has an id that begins with \"ffff0000\""))
        let mistaken = try Binary.run("compare", listed[0], listed[1])
        #expect(mistaken.status == 3 && mistaken.errors.contains("say with --source where they are"))
    }

    @Test func `filters choose the traces of both sides, and a limit the first of them in order`() throws {
        let file = Self.sample("checkout.json")
        let answer = try Answer(
            Binary.run("compare", "--json", "--operation", "POST /api/orders", "--sort", "longest", "--limit", "3", file, file).output)
        for key in ["a", "b"] { #expect((answer[key] as? [String: Any])?["traces"] as? Int == 3) }
    }

    @Test func `a side without traces leaves nulls and an explanation`() throws {
        let file = Self.sample("checkout.json"), folder = try TemporaryFolder()
        let other = try OrderTraces.file(in: folder)
        let run = try Binary.run("compare", "--json", "--operation", "POST /api/orders", "--fail-over", "1%", other, file)
        #expect(run.status == 0 && run.errors.contains("orders.json) has no trace that matches, of 2"))
        #expect(run.errors.contains("--fail-over: passed"), "\(run.errors)")
        let answer = try Answer(run.output), a = try #require(answer["a"] as? [String: Any]), nodes = try answer.objects("nodes")
        #expect(a["meanDurationNano"] is NSNull && answer["diagnosis"] is NSNull && !nodes.isEmpty)
        for key in ["callsPerTraceA", "meanCriticalNanoA", "deltaNano", "share"] {
            #expect(nodes.allSatisfy { $0[key] is NSNull }, "\(key)")
        }
        let unmatched = try Binary.run("compare", "--min-duration", "1h", file, file)
        #expect(unmatched.status == 0 && unmatched.errors.contains("has no trace that matches, of 10"))
        #expect(unmatched.output.contains("change    not known\n"))
    }

    @Test(
        arguments: [
            ("10%", 1), ("300%", 0), ("5ms", 1), ("1h", 0), ("0%", 1),
        ] as [(String, Int32)])
    func `the gate fails when B takes longer by more than it allows`(gate: String, status: Int32) throws {
        let files = [Self.sample("checkout.json"), Self.sample("slow-database.json")]
        for flags in [[], ["--json"]] {
            let run = try Binary.run(["compare", "--fail-over", gate] + flags + files)
            #expect(run.status == status && !run.output.isEmpty)
            #expect(run.errors.contains("--fail-over allows \(gate)") == (status == 1), "\(run.errors)")
            if !flags.isEmpty { _ = try Answer(run.output) }
        }
        #expect(try Binary.run(["compare", "--fail-over", gate] + files.reversed()).status == 0)
    }

    @Test(
        arguments: [
            ([], "two sources"), (["a"], "1 given"), (["a", "b", "c"], "3 given"), (["-", "-"], "only once"),
            (["--fail-over", "5", "a", "b"], "10%, 5ms"), (["--fail-over", "-5%", "a", "b"], "fail-over"),
            (["--fail-over", "inf%", "a", "b"], "fail-over"), (["--rows", "0", "a", "b"], "--rows"),
        ] as [([String], String)])
    func `what cannot be compared is wrong usage`(arguments: [String], sentence: String) throws {
        let run = try Binary.run(["compare"] + arguments)
        #expect(run.status == 2 && run.output.isEmpty && run.errors.contains(sentence), "\(run.errors)")
    }

    @Test func `nobody of that name on either side is an answer of no`() throws {
        let file = Self.sample("checkout.json")
        let run = try Binary.run("compare", "--service", "nobody", file, file)
        #expect(run.status == 1 && run.errors.contains("no service is called \"nobody\"") && run.output.isEmpty)
    }
}

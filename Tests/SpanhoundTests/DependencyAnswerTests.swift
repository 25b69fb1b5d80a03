import Foundation
import TestSupport
import Testing

/// `dependencies` as it answers from files.
@Suite struct DependencyAnswerTests {
    private static let keys: Set<String> = [
        "caller", "callee", "virtual", "calls", "errors", "meanCalleeNano", "meanCallerNano", "meanGapNano", "p95CalleeNano",
    ]

    @Test func `an edge has the keys of the contract`() throws {
        let folder = try TemporaryFolder()
        let run = try Binary.run("dependencies", "--json", try OrderTraces.file(in: folder))
        #expect(run.status == 0 && run.errors.isEmpty)
        let answer = try Answer(run.output), edges = try answer.objects("edges")
        #expect(answer["schemaVersion"] as? Int == 1 && edges.count == 1)
        let edge = try #require(edges.first)
        #expect(Set(edge.keys) == Self.keys)
        #expect(edge["caller"] as? String == "gateway" && edge["callee"] as? String == "orders" && edge["virtual"] as? Bool == false)
        #expect(edge["calls"] as? Int == 1 && edge["errors"] as? Int == 1)
        #expect(edge["meanCallerNano"] as? Int == 100_000_000 && edge["meanCalleeNano"] as? Int == 60_000_000)
        #expect(edge["meanGapNano"] as? Int == 40_000_000 && edge["p95CalleeNano"] as? Int == 60_000_000)
    }

    @Test func `a peer without spans has nulls for its side, and can be asked for by its name`() throws {
        let sample = Places.samples.appendingPathComponent("checkout.json").path
        let edges = try Answer(Binary.run("dependencies", "--json", "--service", "stripe", sample).output).objects("edges")
        #expect(edges.map { $0["caller"] as? String } == ["payment-service"])
        #expect(edges.allSatisfy { $0["virtual"] as? Bool == true && ($0["meanCallerNano"] as? Int ?? 0) > 0 })
        for key in ["meanCalleeNano", "meanGapNano", "p95CalleeNano"] { #expect(edges.allSatisfy { $0[key] is NSNull }, "\(key)") }
    }

    @Test func `filters choose the traces, and a service the calls by it and of it`() throws {
        let sample = Places.samples.appendingPathComponent("checkout.json").path
        func pairs(_ arguments: String...) throws -> [String] {
            try Answer(Binary.run(["dependencies", "--json"] + arguments + [sample]).output).objects("edges")
                .map { "\($0["caller"] ?? "") \($0["callee"] ?? "") \($0["calls"] ?? "")" }
        }
        let all = try pairs(), ofPayments = try pairs("--service", "payment-service"), failed = try pairs("--errors")
        #expect(all.count == 12 && ofPayments.count == 3 && ofPayments.allSatisfy { $0.contains("payment-service") })
        #expect(ofPayments.allSatisfy(all.contains))
        #expect(!failed.isEmpty && !failed.contains("api-gateway order-service 9"))
    }

    @Test func `the table of a sample fits 80 columns and marks who records no spans`() throws {
        let run = try Binary.run("dependencies", "--ascii", Places.samples.appendingPathComponent("checkout.json").path)
        let lines = run.output.split(separator: "\n")
        #expect(lines.allSatisfy { $0.utf8.count <= 80 } && lines.count == 14)
        #expect(lines.first?.hasPrefix("FROM") == true && lines.last?.hasPrefix("* records no spans") == true)
        #expect(lines.contains { $0.hasPrefix("payment-service") && $0.contains("stripe *") && $0.contains("14%") })
        let markdown = try Binary.run("dependencies", "--markdown", Places.samples.appendingPathComponent("checkout.json").path)
        #expect(markdown.output.hasPrefix("| FROM | TO | CALLS |") && markdown.output.contains("notification-service"))
    }

    @Test func `of one service the text has two sides: who calls it, and whom it calls`() throws {
        let sample = Places.samples.appendingPathComponent("checkout.json").path
        let lines = try Binary.run("dependencies", "--service", "order-service", "--ascii", sample).output.split(
            separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.first?.hasPrefix("CALLED BY") == true && lines.allSatisfy { $0.utf8.count <= 80 })
        let half = try #require(lines.firstIndex(of: ""))
        #expect(lines[1..<half].contains { $0.hasPrefix("api-gateway") } && lines[half + 1].hasPrefix("CALLS TO"))
        #expect(lines[half...].contains { $0.hasPrefix("payment-service") })
        let leaf = try Binary.run("dependencies", "--service", "stripe", "--ascii", sample).output
        #expect(leaf.hasPrefix("CALLED BY") && !leaf.contains("CALLS TO"))
        let markdown = try Binary.run("dependencies", "--service", "order-service", "--markdown", sample).output
        #expect(markdown.hasPrefix("| CALLED BY | CALLS |") && markdown.contains("\n\n| CALLS TO |"))
    }

    @Test func `nobody of that name is an answer of no, and nobody who calls is no error`() throws {
        let folder = try TemporaryFolder()
        let file = try OrderTraces.file(in: folder)
        let unknown = try Binary.run("dependencies", "--service", "nobody", file)
        #expect(unknown.status == 1 && unknown.errors.contains("no service is called \"nobody\"") && unknown.output.isEmpty)
        let quiet = try Binary.run("dependencies", "--max-duration", "50ms", file)
        #expect(quiet.status == 0 && quiet.output.isEmpty && quiet.errors == "no service calls another\n")
    }
}

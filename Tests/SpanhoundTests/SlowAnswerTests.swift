import Foundation
import TestSupport
import Testing

/// `slow` as it answers from files.
@Suite struct SlowAnswerTests {
    private static let sample = Places.samples.appendingPathComponent("checkout.json").path

    @Test func `slow traces come the slowest first, with what search says of them`() throws {
        let folder = try TemporaryFolder()
        let file = try OrderTraces.file(in: folder)
        let run = try Binary.run("slow", "--json", "--threshold", "2ms", file)
        #expect(run.status == 0 && run.errors.isEmpty)
        let answer = try Answer(run.output), traces = try answer.objects("traces")
        #expect(answer.keys == ["schemaVersion", "thresholdNano", "traces", "matched", "looked", "differences"])
        #expect(answer["thresholdNano"] as? Int == 2_000_000 && answer["matched"] as? Int == 2)
        #expect(answer["differences"] is NSNull)
        #expect(traces.map { $0["traceID"] as? String } == ["00000000000000a1", "00000000000000a2"])
        let found = try Answer(Binary.run("search", "--json", "--sort", "longest", file).output).objects("traces")
        #expect(NSArray(array: traces) == NSArray(array: found))
        let first = try Answer(Binary.run("slow", "--json", "--threshold", "2ms", "--limit", "1", "--service", "gateway", file).output)
        #expect(try first.objects("traces").count == 1 && first["matched"] as? Int == 2 && first["looked"] as? Int == 2)
    }

    @Test func `where nothing is slow the slowest is named with what it took`() throws {
        let folder = try TemporaryFolder()
        let run = try Binary.run("slow", try OrderTraces.file(in: folder))
        #expect(run.status == 0 && run.output.isEmpty)
        #expect(run.errors == "none of 2 traces took 500ms or more; the slowest, 00000000000000a1, took 100ms\n")
        let one = try Binary.run("slow", "--service", "orders", try OrderTraces.file(in: folder))
        #expect(one.errors == "the only trace, 00000000000000a1, took 100ms, less than 500ms\n")
    }

    @Test func `what slow traces have and others lack is told below them`() throws {
        let files = ["checkout", "slow-database", "healthy", "n-plus-one", "failing-payment"].map {
            Places.samples.appendingPathComponent($0 + ".json").path
        }
        let run = try Binary.run(["slow", "--ascii", "--limit", "1"] + files)
        let lines = run.output.split(separator: "\n")
        #expect(lines.contains("What sets slow traces apart") && lines.contains { $0.hasPrefix("OTHERS") && $0.contains("SLOW") })
        #expect(lines.contains { $0.contains("event event=slow.query") } && lines.allSatisfy { $0.utf8.count <= 80 })
        let answer = try Answer(Binary.run(["slow", "--json"] + files).output)
        let differences = try #require(answer["differences"] as? [String: Any])
        let slow = try #require(differences["tracesSlow"] as? Int), others = try #require(differences["tracesOthers"] as? Int)
        #expect(slow == answer["matched"] as? Int && slow + others == answer["looked"] as? Int)
    }

    @Test func `nobody of that name is an answer of no, and no trace that matches is none`() throws {
        let unknown = try Binary.run("slow", "--service", "nobody", Self.sample)
        #expect(unknown.status == 1 && unknown.errors.contains("no service is called \"nobody\""))
        let none = try Binary.run("slow", "--min-duration", "10h", Self.sample)
        #expect(none.status == 0 && none.output.isEmpty && none.errors == "no trace matches\n")
        #expect(try Binary.run("slow", "--threshold", "soon", Self.sample).status == 2)
    }

    @Test func `each has a line on what took the time, within 80 columns`() throws {
        let run = try Binary.run("slow", "--ascii", "--threshold", "100ms", Self.sample)
        let lines = run.output.split(separator: "\n")
        #expect(lines.count > 4 && lines.allSatisfy { $0.utf8.count <= 80 } && run.errors.contains("took 100ms or more"))
        #expect(lines[1].contains("% payment-service: POST /v1/payment_intents"))
        let markdown = try Binary.run("slow", "--markdown", "--threshold", "100ms", Self.sample).output
        #expect(markdown.hasPrefix("| TRACE | DURATION | SPANS | ERRORS | NAME | MOSTLY |"))
    }
}

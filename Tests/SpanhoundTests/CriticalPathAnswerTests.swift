import Foundation
import TestSupport
import Testing

/// `critical-path` as it answers from files.
@Suite struct CriticalPathAnswerTests {
    private static let checkout = Places.samples.appendingPathComponent("checkout.json").path

    private func answer(_ arguments: String...) throws -> Answer {
        let run = try Binary.run(["critical-path", "--json"] + arguments)
        #expect(run.status == 0, "\(run.errors)")
        return try Answer(run.output)
    }

    @Test func `one trace has its segments end to end, and operations that sum up to them`() throws {
        let answer = try answer(Self.checkout, "--limit", "1")
        #expect(answer["traces"] as? Int == 1)
        let segments = try answer.objects("segments"), operations = try answer.objects("operations")
        let keys: Set = ["spanID", "service", "operation", "startOffsetNano", "endOffsetNano", "edgeInto"]
        #expect(segments.allSatisfy { Set($0.keys) == keys } && segments.first?["startOffsetNano"] as? Int == 0)
        for (a, b) in zip(segments, segments.dropFirst()) { #expect(a["endOffsetNano"] as? Int == b["startOffsetNano"] as? Int) }
        #expect(Set(operations[0].keys).isSuperset(of: ["service", "operation", "nano", "share", "traces"]))
        let total = try #require(answer["totalNano"] as? Int)
        #expect(operations.reduce(0) { $0 + ($1["nano"] as? Int ?? 0) } == total && total > 0)
        #expect(segments.reduce(0) { $0 + ($1["endOffsetNano"] as? Int ?? 0) - ($1["startOffsetNano"] as? Int ?? 0) } == total)
    }

    @Test func `the spans that show lists have their times on the path`() throws {
        let shown = try Answer(Binary.run("show", "--json", "--quiet", Self.checkout).output).objects("spans")
        let found = try answer(Self.checkout, "--limit", "1")
        #expect(shown.reduce(0) { $0 + ($1["criticalNano"] as? Int ?? 0) } == found["totalNano"] as? Int)
        #expect(shown.contains { $0["criticalNano"] as? Int == 0 })
    }

    @Test func `many traces have no segments, and what is inside services and on the way into them sums up`() throws {
        let answer = try answer(Self.checkout)
        #expect(!answer.keys.contains("segments") && answer["traces"] as? Int == 10)
        let components = try answer.objects("components")
        #expect(components.reduce(0) { $0 + ($1["nano"] as? Int ?? 0) } == answer["totalNano"] as? Int)
        #expect(Set(components.compactMap { $0["kind"] as? String }) == ["inside", "edge"])
        #expect(abs(components.reduce(0) { $0 + ($1["share"] as? Double ?? 0) } - 1) < 1e-9)
    }

    @Test func `folded stacks are lines of frames and nanoseconds that sum up to the total`() throws {
        let run = try Binary.run("critical-path", "--folded", Self.checkout)
        let lines = run.output.split(separator: "\n")
        let total = try #require(try answer(Self.checkout)["totalNano"] as? Int)
        #expect(lines.reduce(0) { $0 + (Int($1.split(separator: " ").last ?? "") ?? 0) } == total)
        #expect(lines.allSatisfy { $0.hasPrefix("api-gateway ") } && lines.contains { $0.contains(";(way into payment-service) ") })
        #expect(try Binary.run("critical-path", "--folded", "--json", Self.checkout).status == 2)
    }

    @Test func `the text fits 80 columns, the largest share first, and one trace is told step by step`() throws {
        for more in [[], ["--limit", "1"], ["--errors", "--markdown"]] {
            let run = try Binary.run(["critical-path", "--ascii", Self.checkout] + more)
            let lines = run.output.split(separator: "\n")
            #expect(run.status == 0)
            if !more.contains("--markdown") { #expect(lines.allSatisfy { $0.count <= 80 }) }
            #expect(lines.contains("Step by step") == (more.first == "--limit"))
        }
    }

    @Test func `what stands out is told of one trace with its spans, and of many with how many show it`() throws {
        let storm = Places.samples.appendingPathComponent("retry-storm.json").path
        let one = try answer(storm, "--limit", "1").objects("patterns"), many = try answer(storm).objects("patterns")
        let retries = try #require(one.first { $0["kind"] as? String == "retries" })
        #expect(retries["service"] as? String == "payment-service" && (retries["spanIDs"] as? [String])?.isEmpty == false)
        #expect((retries["errors"] as? Int ?? 0) > 0 && (retries["nano"] as? Int ?? 0) > 0)
        let all = try #require(many.first { $0["kind"] as? String == "retries" })
        #expect(all["traces"] as? Int ?? 0 > 1 && (all["exampleTraceID"] as? String)?.isEmpty == false)
        // Only of calls one after the other is there an order.
        #expect(
            (one + many).allSatisfy { $0["order"] is NSNull || $0["kind"] as? String == "serial-calls" && $0["order"] is [String: Int] })
        #expect(try answer(Self.checkout).objects("patterns").contains { ($0["order"] as? [String: Int])?["timesInOrder"] ?? 0 > 1 })
        let text = try Binary.run("show", "--quiet", "--ascii", storm).output
        #expect(text.contains("\nWhat stands out\n") && text.contains("\nretries "))
        #expect(text.split(separator: "\n").allSatisfy { $0.utf8.count <= 80 })
        let shown = try Answer(Binary.run("show", "--quiet", "--json", storm).output)
        #expect(try shown.objects("patterns").contains { $0["kind"] as? String == "retries" })
    }

    @Test func `what matches nothing is no error`() throws {
        let none = try answer("--min-duration", "1h", Self.checkout)
        #expect(none["traces"] as? Int == 0 && none["totalNano"] is NSNull)
        #expect(try none.objects("operations").isEmpty)
        let unknown = try Binary.run("critical-path", "--service", "nobody", Self.checkout)
        #expect(unknown.status == 1 && unknown.errors.contains("no service is called \"nobody\""))
        #expect(try Binary.run("critical-path", "--trace", "ffff", Self.checkout).status == 1)
    }

    @Test func `a ride of HotROD is decided by its database, the routes and the drivers' store`() throws {
        guard Places.hasFixtures else {
            print("The shared fixtures are not here: HotROD's critical path was not compared.")
            return
        }
        let file = Places.fixtures.appendingPathComponent("real/hypertrace/JaegerTrace-Hotrod.json").path
        func microseconds(_ arguments: String...) throws -> [String: Int] {
            let run = try Binary.run(["critical-path", "--json", file] + arguments)
            return Dictionary(
                try Answer(run.output).objects("operations").map { ($0["service"] as? String ?? "", ($0["nano"] as? Int ?? 0) / 1000) },
                uniquingKeysWith: +)
        }
        let exact = ["mysql": 295_605, "route": 190_528, "redis": 178_697, "frontend": 11_622, "driver": 1_374, "customer": 192]
        #expect(try microseconds("--overlap", "0") == exact)
        let usual = try microseconds()
        #expect(usual["route"] == 188_828 && usual["frontend"] == 13_322 && usual["mysql"] == 295_605)
    }

    @Test func `ten orders spend 5,500 ms as was worked out by hand`() throws {
        guard Places.hasFixtures else {
            print("The shared fixtures are not here: the critical paths of ten orders were not compared.")
            return
        }
        let answer = try answer(Places.fixtures.appendingPathComponent("real/guide-acceptance/ten_orders.json").path)
        let found = try answer.objects("operations").map { "\($0["operation"] ?? "") \(($0["nano"] as? Int ?? 0) / 1_000_000)" }
        #expect(found == ["charge 2710", "create_order 2450", "POST /api/orders 200", "orders.call 100", "pay 40"])
        #expect(answer["totalNano"] as? Int == 5_500_000_000)
    }
}

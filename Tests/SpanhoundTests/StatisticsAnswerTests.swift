import Foundation
import TestSupport
import Testing

/// `performance --by` as it answers from files and servers.
@Suite struct StatisticsAnswerTests {
    private static let sample = Places.samples.appendingPathComponent("checkout.json").path

    private func answer(_ arguments: String...) throws -> Answer {
        let run = try Binary.run(["performance", "--json"] + arguments)
        #expect(run.status == 0, "\(run.errors)")
        return try Answer(run.output)
    }

    @Test func `the keys of the contract stand in their order, groups by self time`() throws {
        let folder = try TemporaryFolder()
        let run = try Binary.run("performance", "--json", "--by", "service", "--then", "operation", try OrderTraces.file(in: folder))
        #expect(run.status == 0 && run.errors.isEmpty)
        let names = [
            "schemaVersion", "by", "then", "groups", "key", "count", "totalNano", "meanNano", "minNano", "maxNano", "p95Nano",
            "selfNano", "meanSelfNano", "minSelfNano", "maxSelfNano", "durationShare", "selfShare", "fewSamples", "groups",
        ]
        var rest = run.output[...]
        for name in names + ["service", "traces", "spans"] {
            let range = try #require(rest.range(of: "\"\(name)\":"), "\(name) is missing or out of order")
            rest = rest[range.upperBound...]
        }
        let answer = try Answer(run.output)
        #expect(answer.keys == Set(names[..<4] + ["service", "traces", "spans", "selfNano"]))
        #expect(answer["by"] as? String == "service" && answer["then"] as? String == "operation" && answer["service"] is NSNull)
        #expect(answer["spans"] as? Int == 4 && answer["traces"] as? Int == 2 && answer["selfNano"] as? Int == 103_000_000)
        let groups = try answer.objects("groups")
        #expect(groups.map { $0["key"] as? String } == ["orders", "gateway"])
        #expect(groups.allSatisfy { Set($0.keys) == Set(names[4...]) })
        let numbers = ["count", "totalNano", "meanNano", "minNano", "maxNano", "selfNano"].map { groups[0][$0] as? Int }
        #expect(numbers == [2, 61_000_000, 30_500_000, 1_000_000, 60_000_000, 61_000_000])
        #expect(groups[1]["selfNano"] as? Int == 42_000_000)
        let share = try #require(groups[1]["selfShare"] as? Double)
        #expect(abs(share - 42.0 / 103) < 1e-12)
        let parts = try #require(groups[1]["groups"] as? [[String: Any]])
        #expect(parts.map { $0["key"] as? String } == ["POST /orders", "GET /health"])
        #expect(parts.map { $0["selfNano"] as? Int } == [40_000_000, 2_000_000] && parts.allSatisfy { $0["groups"] == nil })
    }

    @Test func `the groups of a sample have the spans that its file has, and add up to all of its time`() throws {
        let file = try Answer(String(contentsOfFile: Self.sample, encoding: .utf8))
        var counts: [String: Int] = [:], totals: [String: Int] = [:], durations: [String: [Int]] = [:]
        for span in try file.objects("data").flatMap({ try #require($0["spans"] as? [[String: Any]]) }) {
            let tags = try #require(span["tags"] as? [[String: Any]])
            let route = tags.first { $0["key"] as? String == "http.route" }?["value"] as? String ?? ""
            counts[route, default: 0] += 1
            totals[route, default: 0] += 1000 * (try #require(span["duration"] as? Int))
            durations[route, default: []].append(1000 * (try #require(span["duration"] as? Int)))
        }
        let answer = try answer("--by", "http.route", "--then", "service", Self.sample), groups = try answer.objects("groups")
        func found(_ field: String) -> [String: Int] {
            Dictionary(uniqueKeysWithValues: groups.map { ($0["key"] as? String ?? "", $0[field] as? Int ?? -1) })
        }
        #expect(counts.count == 5 && found("count") == counts && found("totalNano") == totals)
        #expect(found("p95Nano") == durations.mapValues { $0.sorted()[($0.count * 95 + 99) / 100 - 1] })
        let few = groups.filter { $0["fewSamples"] as? [String] == ["p95"] }.compactMap { $0["count"] as? Int }
        #expect(few.sorted() == counts.values.filter { $0 < 20 }.sorted() && few.count < groups.count && !few.isEmpty)
        #expect(groups.filter { $0["key"] is NSNull }.count == 1)
        let own = groups.compactMap { $0["selfNano"] as? Int }, shares = groups.compactMap { $0["selfShare"] as? Double }
        #expect(own == own.sorted(by: >) && own.reduce(0, +) == answer["selfNano"] as? Int && abs(shares.reduce(0, +) - 1) < 1e-9)
        for group in groups {
            let parts = try #require(group["groups"] as? [[String: Any]])
            for field in ["count", "totalNano", "selfNano"] {
                #expect(parts.compactMap { $0[field] as? Int }.reduce(0, +) == group[field] as? Int, "\(field)")
            }
        }
        // The same time, however it is divided.
        #expect(try self.answer("--by", "operation", Self.sample)["selfNano"] as? Int == answer["selfNano"] as? Int)
    }

    @Test func `with a service only its spans are grouped, as they are grouped among all`() throws {
        let all = try answer("--by", "service", "--then", "operation", Self.sample).objects("groups")
        let orders = try #require(all.first { $0["key"] as? String == "order-service" })
        let alone = try answer("--by", "operation", "--service", "order-service", Self.sample)
        func counts(_ groups: Any?) throws -> [String: Int] {
            let groups = try #require(groups as? [[String: Any]])
            return Dictionary(
                uniqueKeysWithValues: groups.map { ("\($0["key"] ?? "") \($0["selfNano"] ?? "")", $0["count"] as? Int ?? -1) })
        }
        #expect(try counts(alone["groups"]) == counts(orders["groups"]))
        #expect(alone["service"] as? String == "order-service" && alone["spans"] as? Int == orders["count"] as? Int)
    }

    @Test func `text fits 80 columns and has the rows with the most self time, parts below their groups`() throws {
        let run = try Binary.run("performance", "--ascii", "--by", "service", "--then", "operation", "--rows", "6", Self.sample)
        let lines = run.output.split(separator: "\n")
        #expect(run.status == 0 && lines.allSatisfy { $0.utf8.count <= 80 && $0.utf8.allSatisfy { $0 < 0x7f } })
        let heading = try #require(
            lines.firstIndex { $0.hasPrefix("GROUP") && $0.hasSuffix("COUNT    MEAN      P95     MAX    SELF  SHARE") })
        let rows = lines[(heading + 1)...].prefix(6)
        #expect(
            rows.first?.hasPrefix("payment-service ") == true && rows.dropFirst().first?.hasPrefix("  POST /v1/payment_intents ") == true)
        #expect(rows.first?.contains(" 71%  ===") == true && rows.allSatisfy { $0.contains("%") })
        #expect(lines[heading + 7].hasPrefix("and ") && lines[heading + 7].hasSuffix(" more with less self time; --rows shows more"))
        // 27 values are enough for it, 7 are not.
        #expect(rows.first?.contains("  507ms   516ms ") == true && rows.dropFirst().first?.contains("  507ms~   507ms ") == true)
        #expect(lines[heading + 8] == "~ rests on few values")
        let statements = try Binary.run("performance", "--ascii", "--by", "db.statement", "--then", "service", Self.sample).output
        #expect(statements.split(separator: "\n").allSatisfy { $0.utf8.count <= 80 })
        #expect(statements.contains("without db.statement ") && statements.split(separator: "\n").count == 3 + 1 + 20 + 2)
        let all = try Binary.run("performance", "--by", "service", "--rows", "100", Self.sample).output
        #expect(!all.contains("more with less"))
    }

    @Test func `markdown has a column a key, and nothing is cut`() throws {
        let output = try Binary.run("performance", "--markdown", "--by", "http.route", "--then", "service", Self.sample).output
        #expect(
            output.contains(
                "## By http.route, then by service\n\n| http.route | service | COUNT | TOTAL | MIN | MEAN | P95 | MAX | SELF | SHARE |"))
        #expect(output.contains("| /api/orders | api-gateway | 7 |") && output.contains("| without http.route |  | 200 |"))
    }

    @Test func `values that look secret are masked everywhere`() throws {
        let folder = try TemporaryFolder(), file = try OrderTraces.file(in: folder)
        for arguments in [[], ["--markdown"], ["--json"]] {
            for keys in [["--by", "password"], ["--by", "service", "--then", "password"]] {
                let run = try Binary.run(["performance"] + keys + arguments + [file])
                #expect(run.status == 0 && run.output.contains("••••••••") && !run.output.contains("hunter2"), "\(arguments) \(keys)")
            }
        }
    }

    @Test func `wrong usage is a sentence, and a key that no span has is said`() throws {
        for (arguments, sentence) in [
            (["--then", "service"], "--by is missing: --then"), (["--service", "a", "--rows", "3"], "--by is missing: --rows"),
            (["--by", "service", "--rows", "0"], "--rows must be at least 1"), (["--by", ""], "'--by <key>'"),
        ] {
            let run = try Binary.run(["performance"] + arguments + [Self.sample])
            #expect(run.status == 2 && run.output.isEmpty && run.errors.contains(sentence), "\(arguments): \(run.errors)")
        }
        let unknown = try Binary.run("performance", "--by", "http.rout", Self.sample)
        #expect(unknown.status == 0 && unknown.errors == "no span has http.rout\n" && unknown.output.contains("without http.rout"))
        let nobody = try Binary.run("performance", "--by", "operation", "--service", "nobody", Self.sample)
        #expect(nobody.status == 1 && nobody.output.isEmpty && nobody.errors.contains("no service is called \"nobody\""))
        let none = try Binary.run("performance", "--json", "--by", "operation", "--min-duration", "10h", Self.sample)
        let answer = try Answer(none.output)
        #expect(none.status == 0 && none.errors == "no trace matches\n")
        #expect(try answer.objects("groups").isEmpty && answer["selfNano"] is NSNull)
    }

    @Test func `a server's traces are grouped, and it is said on how many the answer rests`() throws {
        let server = try LoopbackServer(), text = OrderTraces.text
        server.script("/api/services", .json(#"{"data":["gateway","orders"],"total":2,"errors":null}"#))
        server.script("/api/traces", .json(text))
        let run = try Binary.run("performance", "--json", "--by", "operation", "--service", "orders", "--limit", "7", server.url)
        #expect(run.status == 0 && run.errors.contains("this rests on 2 traces of the last hour"), "\(run.errors)")
        let answer = try Answer(run.output)
        // The other trace that the server gave has no span of the service.
        #expect(try answer.objects("groups").map { $0["key"] as? String } == ["create order", "lost"] && answer["traces"] as? Int == 1)
        let asked = try #require(server.requests.first { $0.path == "/api/traces" })
        #expect(asked.value(of: "service") == "orders" && asked.value(of: "limit") == "7")
        let any = try Binary.run("performance", "--by", "service", server.url)
        #expect(any.status == 0 && any.output.contains("gateway") && any.output.contains("orders"), "\(any.errors)")
    }
}

import Foundation
import TestSupport
import Testing

/// The command `errors` on the worked example of the shared fixtures.
@Suite struct ErrorsTruthTests {
    @Test("Of ten orders the two that failed are listed with their errors, where they began and whether they reach the root")
    func tenOrders() throws {
        guard Places.hasFixtures else { return print("The shared fixtures are not here: the errors of ten orders were not compared.") }
        let folder = Places.fixtures.appendingPathComponent("real/guide-acceptance")
        let data = try Data(contentsOf: folder.appendingPathComponent("expected_ten_orders.json"))
        let root = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        let expected = try #require(root["error_traces"] as? [[String: Any]])
        let run = try Binary.run("errors", "--service", "orders", "--json", folder.appendingPathComponent("ten_orders.json").path)
        let answer = try Answer(run.output)
        #expect(try answer.ids("nonFatal") == short(root["non_fatal_error_traces"]))
        #expect(try answer.ids("http5xxWithoutErrorTag") == short(root["http_5xx_without_error_tag"]))
        let traces = try answer.objects("traces")
        #expect(traces.count == expected.count)
        for wanted in expected {
            let trace = try #require(traces.first { short([$0["traceID"] ?? ""]) == short([wanted["traceID"] ?? ""]) })
            let errors = try #require(trace["errors"] as? [[String: Any]])
            let origins = errors.filter { $0["role"] as? String == "origin" }
            #expect(errors.compactMap { $0["operation"] as? String } == wanted["error_spans"] as? [String])
            #expect(origins.compactMap { $0["operation"] as? String } == wanted["origins"] as? [String])
            #expect(trace["reachesRoot"] as? Bool == wanted["reaches_root"] as? Bool)
        }
    }
}

/// The lower half of ids: the contract leaves out an upper half of noughts.
private func short(_ ids: Any?) -> [String] { (ids as? [Any] ?? []).map { String(String(describing: $0).suffix(16)) } }

extension Answer {
    fileprivate func ids(_ key: String) throws -> [String] { short(try #require(self[key] as? [String])) }
}

import Foundation
import TestSupport
import Testing

/// How much longer spans could have taken, as `show --json` tells it.
@Suite struct SlackAnswerTests {
    /// A request of 100 ms: one call decides, a quicker one beside it has 60 ms to spare, a message goes on after the reply.
    private static let text = #"""
        {"data":[{"traceID":"1","processes":{"p":{"serviceName":"shop","tags":[]}},"spans":[
        {"traceID":"1","spanID":"1","operationName":"request","references":[],"startTime":1700000000000000,"duration":100000,
         "processID":"p","tags":[],"logs":[]},
        {"traceID":"1","spanID":"2","operationName":"slow","references":[{"refType":"CHILD_OF","traceID":"1","spanID":"1"}],
         "startTime":1700000000010000,"duration":80000,"processID":"p","tags":[],"logs":[]},
        {"traceID":"1","spanID":"3","operationName":"quick","references":[{"refType":"CHILD_OF","traceID":"1","spanID":"1"}],
         "startTime":1700000000010000,"duration":20000,"processID":"p","tags":[],"logs":[]},
        {"traceID":"1","spanID":"4","operationName":"message","references":[{"refType":"CHILD_OF","traceID":"1","spanID":"1"}],
         "startTime":1700000000150000,"duration":1000,"processID":"p","tags":[],"logs":[]}]}]}
        """#

    @Test func `what decides has no slack, what is beside it has some, and what nothing waits for has null`() throws {
        let folder = try TemporaryFolder(), file = try folder.file("shop.json", Self.text).path
        let spans = try Answer(Binary.run("show", "--json", file).output).objects("spans")
        let slack = Dictionary(uniqueKeysWithValues: spans.map { ($0["operation"] as? String ?? "", $0["slackNano"]) })
        #expect(slack["request"] as? Int == 0 && slack["slow"] as? Int == 0 && slack["quick"] as? Int == 60_000_000)
        #expect(spans.count == 4 && slack["message"] is NSNull)
    }

    @Test func `no span of the critical path of a sample has slack, and many beside it have`() throws {
        let file = Places.samples.appendingPathComponent("checkout.json").path
        let spans = try Answer(Binary.run("show", "--quiet", "--json", file).output).objects("spans")
        #expect(spans.allSatisfy { $0.keys.contains("slackNano") && ($0["criticalNano"] as? Int == 0 || $0["slackNano"] as? Int == 0) })
        #expect(spans.contains { $0["slackNano"] as? Int ?? 0 > 0 })
    }
}

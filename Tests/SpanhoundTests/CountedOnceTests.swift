import Foundation
import TestSupport
import Testing

/// Spans that were read twice, or in pieces, in what is told of services.
@Suite struct CountedOnceTests {
    /// A slow call that failed, read three times, beside a quick one.
    private static let copies = """
        {"data":[{"traceID":"1","processes":{"p":{"serviceName":"orders","tags":[]}},"spans":[
        \((0..<4).map { number in
            let (id, duration, tags) = number == 0 ? (1, 1_000, "") : (2, 80_000, #"{"key":"error","type":"bool","value":true}"#)
            return #"{"traceID":"1","spanID":"\#(id)","operationName":"op","references":[],"startTime":1700000000000000,"# +
                #""duration":\#(duration),"processID":"p","tags":[\#(tags)],"logs":[]}"#
        }.joined(separator: ","))]}]}
        """

    /// A call in two pieces: of the first the end is not known.
    private static let pieces = #"""
        [{"traceId":"1","id":"1","name":"get","kind":"SERVER","timestamp":1700000000000000,"localEndpoint":{"serviceName":"orders"}},
        {"traceId":"1","id":"1","timestamp":1700000000000500,"duration":30000,"localEndpoint":{"serviceName":"orders"},
        "tags":{"error":"no stock"}}]
        """#

    private static func answers(_ file: String) throws -> (service: [String: Any], performance: Answer) {
        let services = try Answer(Binary.run("services", "--json", file).output).objects("services")
        return (
            try #require(services.first { $0["name"] as? String == "orders" }),
            try Answer(Binary.run("performance", "--json", "--service", "orders", file).output)
        )
    }

    @Test func `services and performance agree on calls, their errors and their latency when spans were read twice`() throws {
        let folder = try TemporaryFolder(), file = try folder.file("copies.json", Self.copies).path
        let (service, performance) = try Self.answers(file)
        // As many as summary says were read; calls are counted once.
        #expect(service["spans"] as? Int == 4 && service["errorSpans"] as? Int == 3)
        #expect(service["entrySpans"] as? Int == 2 && service["entryErrors"] as? Int == 1 && service["errorShare"] as? Double == 0.5)
        for key in ["entrySpans", "entryErrors"] { #expect(performance[key] as? Int == service[key] as? Int) }
        #expect((performance["entryLatency"] as? [String: Any])?["p50Nano"] as? Int == 1_000_000)
        for flags in [[], ["--markdown"]] {
            let text = try Binary.run(["services"] + flags + [file]).output
            #expect(text.contains("50%") && text.contains("1.00ms") && text.contains("80.0ms"), "\(text)")
        }
    }

    @Test func `a span in pieces is one call, as long as the longest of them and failed when one of them says so`() throws {
        let folder = try TemporaryFolder(), file = try folder.file("pieces.json", Self.pieces).path
        let (service, performance) = try Self.answers(file)
        #expect(service["spans"] as? Int == 2 && service["entrySpans"] as? Int == 1 && service["entryErrors"] as? Int == 1)
        #expect(performance["entrySpans"] as? Int == 1 && performance["serviceErrorRate"] as? Double == 1)
        #expect(performance["fatalErrorRate"] as? Double == 1)
        let latency = try #require(performance["entryLatency"] as? [String: Any])
        #expect(latency["count"] as? Int == 1 && latency["maxNano"] as? Int == 30_000_000)
        let operations = try performance.objects("operations")
        #expect(operations.count == 1 && operations[0]["criticalNano"] as? Int == 30_000_000)
        // The caller got an error, so that nothing is hidden from it that could be won.
        let failed = try #require(Answer(Binary.run("errors", "--json", file).output).objects("traces").first)
        #expect(failed["errorSavingNano"] is NSNull && failed["responseTimeNano"] as? Int == 30_000_000)
        let groups = try Answer(Binary.run("performance", "--json", "--by", "error", file).output).objects("groups")
        #expect(groups.map { $0["key"] as? String } == ["no stock"] && groups[0]["p95Nano"] as? Int == 30_000_000)
    }
}

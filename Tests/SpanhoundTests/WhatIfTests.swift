import Foundation
import TestSupport
import Testing

/// What `critical-path` says a trace would take if some of it took less.
@Suite struct WhatIfTests {
    /// Two requests to `shop`: its stock is asked, then its price, which fails; in the second the price is asked at once if `isParallel`.
    private static func file(in folder: TemporaryFolder, isParallel: Bool) throws -> String {
        var spans: [String] = []
        for trace in 1...2 {
            let price = trace == 2 && isParallel ? 10_000 : 50_000
            for (id, name, start, duration, rest) in [
                (1, "buy", 0, 100_000, ""), (2, "stock", 10_000, 40_000, ",\"parentId\":\"1\""),
                (3, "price", price, 30_000, ",\"parentId\":\"1\",\"tags\":{\"error\":\"none\"}"),
            ] {
                spans.append(
                    "{\"traceId\":\"\(trace)\",\"id\":\"\(id)\",\"name\":\"\(name)\",\"timestamp\":\(start + 1_000_000),\"duration\":\(duration),"
                        + "\"localEndpoint\":{\"serviceName\":\"shop\"}\(rest)}")
            }
        }
        return try folder.file("shop.json", "[" + spans.joined(separator: ",") + "]").path
    }

    @Test("Operations of a trace are tried shorter, failed spans at no time")
    func oneTrace() throws {
        let folder = try TemporaryFolder(), file = try Self.file(in: folder, isParallel: false)
        let text = try Binary.run("critical-path", "--trace", "0000000000000001", file).output
        #expect(text.contains("\nHow much shorter it would be if this took\n"))
        #expect(text.contains("\n10.0ms  20.0ms   40.0ms  shop     stock\n7.50ms  15.0ms   30.0ms  shop     price\n"))
        #expect(text.contains("without its failed spans 30.0ms less\n") && !text.contains("shop     buy\n7.50"))
        #expect(text.contains("of 1 span that came after another 1 always did, in 2 traces\n"))
        let json = try Answer(Binary.run("critical-path", "--json", "--trace", "0000000000000001", file).output)
        let savings = try json.objects("savings")
        #expect(savings.map { $0["operation"] as? String } == ["stock", "price"] && savings[0]["spans"] as? Int == 1)
        #expect(savings.map { $0["savedByQuarterNano"] as? Int } == [10_000_000, 7_500_000])
        #expect(savings.map { $0["savedByHalfNano"] as? Int } == [20_000_000, 15_000_000])
        #expect(savings.map { $0["savedByAllNano"] as? Int } == [40_000_000, 30_000_000])
        #expect(json["errorSavingNano"] as? Int == 30_000_000 && json["comparedTraces"] as? Int == 2)
        #expect(json["handOvers"] as? Int == 1 && json["sureHandOvers"] as? Int == 1)
    }

    @Test("What another trace shows to run at the same time is not taken to wait")
    func contradicted() throws {
        let folder = try TemporaryFolder(), file = try Self.file(in: folder, isParallel: true)
        let run = try Binary.run("critical-path", "--trace", "0000000000000001", file)
        #expect(run.output.contains("of 1 span that came after another 0 always did, in 2 traces\n"))
        let json = try Answer(Binary.run("critical-path", "--json", "--trace", "0000000000000001", file).output)
        // A shorter stock does not bring the price forward.
        #expect(try json.objects("savings").map { $0["savedByAllNano"] as? Int } == [30_000_000])
        #expect(json["sureHandOvers"] as? Int == 0)
    }

    @Test("A trace that is alone says that nothing contradicts it, and many traces at once are not tried")
    func basis() throws {
        let sample = Places.samples.appendingPathComponent("wide.json").path
        #expect(try Binary.run("critical-path", sample).output.contains("which span waits for which is taken from this trace alone\n"))
        let folder = try TemporaryFolder(), file = try Self.file(in: folder, isParallel: false)
        #expect(!(try Binary.run("critical-path", file).output.contains("shorter")))
        #expect(try Answer(Binary.run("critical-path", "--json", file).output)["savings"] == nil)
    }
}

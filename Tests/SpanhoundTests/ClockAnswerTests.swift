import Foundation
import TestSupport
import Testing

/// What commands say of hosts whose clocks disagree, and how they read traces as if those agreed.
@Suite struct ClockAnswerTests {
    private static let sample = Places.samples.appendingPathComponent("clock-skew.json").path

    @Test("The summary says how many spans are off, how far, and whose clock it is that lags most")
    func summary() throws {
        let text = try Binary.run("summary", Self.sample).output
        #expect(text.contains("\nclocks    16 spans in 2 traces suspect, by up to 1.87s (--adjust-clock-skew)\n"))
        #expect(text.contains("payment-service 1.87s behind order-service in 2 of 2 calls"))
        let skew = try #require(try Answer(Binary.run("summary", "--json", Self.sample).output)["clockSkew"] as? [String: Any])
        #expect(skew["traces"] as? Int == 2 && skew["spans"] as? Int == 16 && skew["greatestShiftNano"] as? Int == 1_870_036_500)
        let pairs = try #require(skew["pairs"] as? [[String: Any]]), callee = try #require(pairs.first?["callee"] as? [String: Any])
        #expect(callee["service"] as? String == "payment-service" && callee["host"] as? String == "10.4.13.21")
        #expect(pairs.first?["skewedCalls"] as? Int == 2 && pairs.first?["calls"] as? Int == 2)
    }

    @Test("Where clocks agree nothing is said of them, and programs are told that no span is off")
    func agreement() throws {
        let healthy = Places.samples.appendingPathComponent("healthy.json").path
        #expect(!(try Binary.run("summary", healthy).output.contains("clocks")))
        let skew = try #require(try Answer(Binary.run("summary", "--json", healthy).output)["clockSkew"] as? [String: Any])
        #expect(skew["spans"] as? Int == 0 && skew["greatestShiftNano"] is NSNull && (skew["pairs"] as? [Any])?.isEmpty == true)
    }

    @Test("A service that works on behind its caller's back, on a host that is not named, is not suspected")
    func ownWork() throws {
        let folder = try TemporaryFolder()
        let span = { (id: Int, parent: String, start: Int, duration: Int) in
            "{\"traceId\":\"1\",\"id\":\"\(id)\",\(parent)\"timestamp\":\(start),\"duration\":\(duration),\"localEndpoint\":{\"serviceName\":\"a\"}}"
        }
        let file = try folder.file("async.json", "[" + span(1, "", 100, 50) + "," + span(2, "\"parentId\":\"1\",", 140, 40) + "]")
        #expect(!(try Binary.run("summary", file.path).output.contains("clocks")))
        #expect(!(try Binary.run("show", file.path).output.contains("clocks")))
    }

    @Test("A trace says that its clocks are off until they are put right, and then how many spans were moved")
    func show() throws {
        let before = try Binary.run("show", "--trace", "047e", Self.sample)
        #expect(before.output.contains("\nclocks    7 spans suspect, by up to 1.87s") && before.errors.isEmpty)
        let after = try Binary.run("show", "--trace", "047e", "--adjust-clock-skew", "5s", Self.sample)
        #expect(!after.output.contains("clocks"))
        #expect(
            after.errors
                == "spanhound: note: 16 spans in 2 traces moved to where their hosts' clocks ought to have them, by 1.87s at most\n")
        let json = try Answer(Binary.run("show", "--json", "--quiet", "--trace", "047e", "--adjust-clock-skew", "5s", Self.sample).output)
        let warned = try json.objects("spans").compactMap { $0["warnings"] as? [String] }.filter { !$0.isEmpty }
        #expect(warned.count == 7 && Set(warned.flatMap(\.self)).count > 1)
        #expect(warned.allSatisfy { $0.count == 1 && $0[0].hasPrefix("This span's timestamps were adjusted by ") })
    }

    @Test("Spans that would have to move further than is allowed stay, which is said")
    func limit() throws {
        let run = try Binary.run("search", "--adjust-clock-skew", "1s", Self.sample)
        #expect(run.errors.contains("by 640ms at most; 8 spans would have to move further than 1s\n"))
        let none = try Binary.run("search", "--adjust-clock-skew", "1ms", Self.sample)
        #expect(none.errors.hasPrefix("spanhound: note: nothing was moved; 16 spans would have to move further than 1ms\n"))
        #expect(try none.output == Binary.run("search", Self.sample).output)
        let healthy = Places.samples.appendingPathComponent("healthy.json").path
        #expect(
            try Binary.run("search", "--adjust-clock-skew", "1s", healthy).errors.hasPrefix(
                "spanhound: note: clocks agree, nothing was moved\n"))
    }

    @Test("Filters go by the times to which spans were moved, and converted traces have them")
    func others() throws {
        let long = ["search", "--min-duration", "1s", Self.sample]
        #expect(try Binary.run(long + ["--json"]).output.contains("\"matched\":2"))
        #expect(try Binary.run(long + ["--json", "--adjust-clock-skew", "5s"]).output.contains("\"matched\":0"))
        let folder = try TemporaryFolder(), copy = folder.url.appendingPathComponent("copy.json").path
        let convert = try Binary.run("convert", "--to", "jaeger", "--adjust-clock-skew", "5s", "-o", copy, Self.sample)
        let summary = try Binary.run("summary", copy)
        #expect(convert.status == 0 && summary.status == 0 && !summary.output.contains("clocks"))
    }

    @Test(
        "The explorer does not move spans, nor does anything move by nothing",
        arguments: [["open", "--adjust-clock-skew", "5s"], ["summary", "--adjust-clock-skew", "0s"]])
    func usage(arguments: [String]) throws {
        let run = try Binary.run(arguments + [Self.sample])
        #expect(run.status == 2 && run.output.isEmpty && run.errors.contains("--adjust-clock-skew"))
    }
}

import Foundation
import TestSupport
import Testing

/// `spanhound convert`: what it writes, what it says, and what it leaves alone.
@Suite struct ConvertTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private var output: URL { folder.url.appendingPathComponent("out.json") }

    private func names() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: folder.url.path).sorted() }

    @Test("Filters choose the traces; order and limit too")
    func filters() throws {
        let input = try OrderTraces.file(in: folder)
        func traces(_ arguments: String...) throws -> [String] {
            let run = try Binary.run(["convert", "--quiet", "--to", "jaeger"] + arguments + [input])
            #expect(run.status == 0)
            return try Answer(run.output).objects("data").compactMap { $0["traceID"] as? String }
        }
        #expect(try traces() == ["00000000000000a1", "00000000000000a2"] || traces() == ["a1", "a2"])
        #expect(try traces("--errors").count == 1)
        #expect(try traces("--sort", "shortest").first?.hasSuffix("a2") == true)
        #expect(try traces("--sort", "longest", "--limit", "1").map { $0.suffix(2) } == ["a1"])
    }

    @Test("Where no trace matches there is no file, and the answer is no")
    func nothing() throws {
        let run = try Binary.run(
            "convert", "--to", "jaeger", "-o", output.path, "--service", "nobody", try OrderTraces.file(in: folder))
        #expect(run.status == 1 && run.errors == "spanhound: no trace matches\n")
        #expect(try names() == ["orders.json"])
    }

    @Test("What the format cannot carry is said with its count, unless nobody wants to hear it; with --strict it is an error")
    func losses() throws {
        let span = """
            {"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"000000000000000000000000000000a1","spanId":"00000000000000b1","name":"x",\
            "startTimeUnixNano":"1700000000000000001","endTimeUnixNano":"1700000000000002002"}]}]}]}
            """
        let input = try folder.file("span.json", span).path
        _ = try folder.file("out.json", "what was there")
        let sentence = "2 times: nanoseconds were cut to microseconds\n"
        let strict = try Binary.run("convert", "--to", "jaeger", "--strict", "-o", output.path, input)
        #expect(strict.status == 3 && strict.errors.hasSuffix("spanhound: jaeger cannot carry everything: " + sentence))
        #expect(try String(contentsOf: output, encoding: .utf8) == "what was there")
        #expect(try names() == ["out.json", "span.json"])
        let told = try Binary.run("convert", "--to", "jaeger", "-o", output.path, input)
        #expect(told.status == 0 && told.errors == "spanhound: note: " + sentence)
        #expect(try String(contentsOf: output, encoding: .utf8).contains("\"duration\":2,"))
        #expect(try Binary.run("convert", "--to", "jaeger", "--quiet", "-o", output.path, input).errors.isEmpty)
        let kept = try Binary.run("convert", "--to", "otlp-protobuf", "--strict", "-o", output.path, input)
        #expect(kept.status == 0 && kept.errors.isEmpty)
    }

    @Test("Values of keys that look secret stay behind, unless they are asked for", arguments: ConvertRoundTripTests.formats)
    func secrets(format: String) throws {
        let input = try OrderTraces.file(in: folder)
        let masked = try Binary.run("convert", "--to", format, "--strict", "-o", output.path, input)
        #expect(masked.errors.contains("note: 1 value: masked, for the key looks secret; --reveal-secrets keeps such values\n"))
        if masked.status == 0 {
            let text = String(decoding: try Data(contentsOf: output), as: UTF8.self)
            #expect(text.contains("password") && text.contains("••••••••") && !text.contains("hunter2"))
        } else {
            #expect(format == "zipkin")
        }
        let plain = try Binary.run("convert", "--to", format, "--reveal-secrets", "-o", output.path, input)
        #expect(plain.status == 0 && !plain.errors.contains("masked"))
        #expect(String(decoding: try Data(contentsOf: output), as: UTF8.self).contains("hunter2"))
    }

    @Test(
        "Wrong usage is refused before anything is read",
        arguments: [
            ["--to", "avro", "@orders.json"], ["@orders.json"], ["--to", "jaeger"], ["--to", "jaeger", "--json", "@orders.json"],
            ["--to", "jaeger", "--markdown", "@orders.json"], ["--to", "jaeger", "--follow", "@orders.json"],
            ["--to", "zipkin", "-o", "@orders.json", "@orders.json"], ["--to", "zipkin", "-o", "@orders.json", "@link.json"],
            ["--to", "zipkin", "-o", "@orders.json", "@"],
        ])
    func usage(arguments: [String]) throws {
        let input = try OrderTraces.file(in: folder)
        try FileManager.default.createSymbolicLink(atPath: folder.url.path + "/link.json", withDestinationPath: input)
        let placed = arguments.map { $0.replacingOccurrences(of: "@", with: folder.url.path + "/") }
        let run = try Binary.run(["convert"] + placed)
        #expect(run.status == 2 && run.output.isEmpty && !run.errors.isEmpty)
        #expect(try String(contentsOfFile: input, encoding: .utf8) == OrderTraces.text)
    }

    @Test("Standard input is not written over either")
    func standardInput() throws {
        let input = try OrderTraces.file(in: folder)
        let run = try Binary.run("convert", "--to", "zipkin", "-o", input, "-", input: URL(fileURLWithPath: input))
        #expect(run.status == 2 && run.errors.contains("is read here, as standard input"))
    }

    @Test("A reader that has seen enough ends the program quietly")
    func closedPipe() throws {
        let sample = Places.samples.appendingPathComponent("batch.json.gz").path
        let script = "{ '\(Binary.url.path)' convert --to otlp-json '\(sample)'; echo status $? >&2; } | head -c 20"
        let run = try Command.run(
            URL(fileURLWithPath: "/bin/sh"), ["-c", script], environment: Command.pinnedEnvironment(home: folder.url))
        #expect(run.output.utf8.count == 20)
        #expect(run.errors.hasSuffix("status 0\n") && !run.errors.contains("written"))
    }
}

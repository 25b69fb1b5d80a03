import Foundation
import TestSupport
import Testing

/// `spanhound convert` there and back: what is read from the file that was written is what was read before.
@Suite struct ConvertRoundTripTests {
    static let formats = ["jaeger", "zipkin", "otlp-json", "otlp-protobuf", "otlp-protobuf-framed"]
    static let samples = ["async-messaging.json", "clock-skew.json", "deep.json", "failing-payment.json", "n-plus-one.json"]

    /// Counts that no format may change; links, which Jaeger and Zipkin have in other words, are compared span by span, and clocks are
    /// those of hosts, of which Zipkin knows nothing but the service.
    private func counts(_ path: String) throws -> NSDictionary {
        let run = try Binary.run("summary", "--json", path)
        #expect(run.status == 0, "\(run.errors)")
        var counts = try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
        counts["files"] = nil
        counts["links"] = nil
        counts["clockSkew"] = nil
        return counts as NSDictionary
    }

    private func convert(_ format: String, _ input: String, _ output: String) throws {
        let run = try Binary.run("convert", "--quiet", "--to", format, "-o", output, input)
        #expect(run.status == 0 && run.output.isEmpty && run.errors.isEmpty, "\(run.errors)")
    }

    @Test("Every format keeps the counts and the spans, packed or not", arguments: samples, formats)
    func oneWay(sample: String, format: String) throws {
        let folder = try TemporaryFolder()
        let input = Places.samples.appendingPathComponent(sample).path
        // Each format meets each way of packing with one of the samples.
        let turn = (Self.samples.firstIndex(of: sample) ?? 0) + (Self.formats.firstIndex(of: format) ?? 0)
        let output = folder.url.path + "/out" + ["", ".gz", ".zst"][turn % 3]
        try convert(format, input, output)
        #expect(try counts(output) == counts(input))
        #expect(try ShownSpan.all(output) == ShownSpan.all(input))
    }

    @Test("A way through all formats and back loses no span, no name, no time and no error", arguments: samples)
    func chain(sample: String) throws {
        let folder = try TemporaryFolder()
        let input = Places.samples.appendingPathComponent(sample).path
        var path = input
        for (place, format) in ["otlp-protobuf", "zipkin", "otlp-json", "otlp-protobuf-framed", "jaeger"].enumerated() {
            let next = folder.url.path + "/\(place)"
            try convert(format, path, next)
            path = next
        }
        #expect(try counts(path) == counts(input))
        #expect(try ShownSpan.all(path) == ShownSpan.all(input))
    }

    @Test("OTLP, read again and written again, is the same to the last byte", arguments: ["otlp-json", "otlp-protobuf"])
    func fixedPoint(format: String) throws {
        let folder = try TemporaryFolder()
        let first = folder.url.appendingPathComponent("first"), second = folder.url.appendingPathComponent("second")
        try convert(format, Places.samples.appendingPathComponent("checkout.json").path, first.path)
        try convert(format, first.path, second.path)
        #expect(try Data(contentsOf: first) == Data(contentsOf: second))
    }

    @Test("What is converted into a pipe can be read from it", arguments: formats)
    func pipe(format: String) throws {
        let folder = try TemporaryFolder()
        let sample = Places.samples.appendingPathComponent("checkout.json").path
        let script = "'\(Binary.url.path)' convert --to \(format) '\(sample)' | '\(Binary.url.path)' summary --json -"
        let run = try Command.run(
            URL(fileURLWithPath: "/bin/sh"), ["-c", script], environment: Command.pinnedEnvironment(home: folder.url))
        #expect(run.status == 0)
        #expect(try Answer(run.output)["spans"] as? Int == counts(sample)["spans"] as? Int)
    }
}

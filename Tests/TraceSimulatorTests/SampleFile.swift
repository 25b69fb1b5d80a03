import Foundation
import TestSupport
import Testing
import TraceFormats
import TraceSimulator

/// A file of `Samples/`, as a line of `Samples/generate.sh` describes it.
struct SampleFile: Sendable, CustomTestStringConvertible {
    let name: String
    let simulator: Simulator
    let format: OutputFormat

    var testDescription: String { name }
    var url: URL { Places.samples.appendingPathComponent(name) }
    /// What the simulator gives for it.
    var expected: [UInt8] { encoded(simulator, format) }

    /// What the file holds, inflated where it is compressed; nil when that cannot be read.
    func content() throws -> [UInt8]? {
        let bytes = [UInt8](try Data(contentsOf: url))
        return Compression(fileName: name).map { Self.inflated(bytes, $0.makeInflater()) } ?? bytes
    }

    private static func inflated(_ bytes: [UInt8], _ inflater: any Inflater) -> [UInt8]? {
        var output = [UInt8](repeating: 0, count: 1 << 22)
        let progress = bytes.withUnsafeBytes { input in output.withUnsafeMutableBytes { try? inflater.inflate(input, into: $0) } }
        return progress.flatMap { inflater.isBetweenParts ? Array(output.prefix($0.produced)) : nil }
    }

    /// Every file that the script generates.
    static let all: [SampleFile] = {
        let script = (try? String(contentsOf: Places.samples.appendingPathComponent("generate.sh"), encoding: .utf8)) ?? ""
        return script.split(separator: "\n").compactMap(SampleFile.init)
    }()

    private init?(line: Substring) {
        let words = line.split(separator: " ").map(String.init)
        guard words.count > 2, words[0] == "generate" else { return nil }
        name = words[1]
        var options: [String: String] = [:]
        for index in stride(from: 2, to: words.count - 1, by: 2) { options[words[index]] = words[index + 1] }
        guard let seed = options["--seed"].flatMap(UInt64.init) else { return nil }
        let traces = options["--traces"].flatMap { Int($0) }.map(Simulator.Amount.traces)
        guard let amount = traces ?? options["--spans"].flatMap({ Int($0) }).map(Simulator.Amount.spans) else { return nil }
        format = options["--format"].flatMap(OutputFormat.init) ?? .jaeger
        simulator = Simulator(
            scenario: options["--scenario"].flatMap(Scenario.init) ?? .checkout, amount: amount, seed: seed,
            shape: options["--shape"].flatMap(Shape.init) ?? .natural)
    }
}

/// The document that `spanhound generate` writes.
func encoded(_ simulator: Simulator, _ format: OutputFormat) -> [UInt8] {
    var bytes: [UInt8] = []
    var encoder = format.makeEncoder { bytes.append(contentsOf: $0) }
    // The sink does not throw.
    for snapshot in simulator { try? encoder.encode(snapshot, traces: nil) }
    try? encoder.finish()
    return bytes
}

/// The same in Jaeger's format.
func jaegerJSON(_ simulator: Simulator) -> [UInt8] { encoded(simulator, .jaeger) }

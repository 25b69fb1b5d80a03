import Foundation
import TestSupport
import Testing

/// The subcommands that say what is wrong and why, on servers of both interfaces.
@Suite struct CommandLineAnswersTests {
    private static let commands = [
        ["performance", "--service", "frontend"], ["slow", "--service", "frontend", "--threshold", "1ms"],
        ["errors", "--service", "frontend"], ["critical-path", "--service", "frontend"], ["report", "--service", "frontend"],
    ]

    @Test(arguments: CommandLineServer.versions + [CommandLineServer.newest], commands)
    func `a server is asked for so many traces, answers as a file of them would, and it is said what that rests on`(
        version: String, command: [String]
    ) throws {
        guard let jaeger = try CommandLineServer(version) else { return }
        let folder = try TemporaryFolder(), file = folder.url.appendingPathComponent("saved.jsonl").path
        let saved = try Binary.run(
            "convert", "--to", "otlp-json", "-o", file, "--service", "frontend", "--errors", "--limit", "7", jaeger.url)
        #expect(saved.status == 0)
        let live = try Binary.run(command + ["--json", "--errors", "--limit", "7", jaeger.url])
        let fromFile = try Binary.run(command + ["--json", file])
        #expect(live.status == 0 && fromFile.status == 0, "\(live.errors) \(fromFile.errors)")
        #expect(try Self.comparable(live.output) == Self.comparable(fromFile.output))
        #expect(live.errors.contains("this rests on 7 traces of the last hour") && live.errors.contains("--limit"))
        let text = try Binary.run(command + ["--errors", "--limit", "7", "--quiet", jaeger.url])
        #expect(text.status == 0 && !text.output.isEmpty && !text.errors.contains("rests on"))
    }

    @Test(arguments: commands)
    func `a server that cannot be reached is exit code 4, and a service that nobody knows exit code 1`(command: [String]) throws {
        let dead = try Binary.run(command + ["http://127.0.0.1:1"])
        #expect(dead.status == 4 && dead.output.isEmpty && dead.errors.contains("127.0.0.1:1"))
        guard let jaeger = try CommandLineServer(CommandLineServer.newest) else { return }
        let unknown = try Binary.run(command.map { $0 == "frontend" ? "nope" : $0 } + [jaeger.url])
        #expect(unknown.status == 1 && unknown.errors.contains("no service is called \"nope\""), "\(unknown.errors)")
    }

    /// The answer without the moment it was given at, its keys in order.
    private static func comparable(_ text: String) throws -> String {
        var object = try CommandLineServer.object(text)
        object["generatedAt"] = nil
        return String(decoding: try JSONSerialization.data(withJSONObject: object, options: [.sortedKeys, .prettyPrinted]), as: UTF8.self)
    }
}

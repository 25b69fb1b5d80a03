import Foundation
import TestSupport
import Testing

/// Files of every kind, packed, mixed, growing, and pipes that give nothing, in the real program.
@Suite(.serialized) struct FormatTests {
    /// A line as the OpenTelemetry collector's file exporter writes it.
    private static func line(_ name: String, trace: Int, milliseconds: Int) -> String {
        let id = String(format: "%016x", trace), start = 1_700_000_000_000_000_000 + trace * 1_000_000_000
        return """
            {"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"shop"}}]},"scopeSpans":[{"spans":[\
            {"traceId":"0000000000000001\(id)","spanId":"\(id)","name":"\(name)","startTimeUnixNano":"\(start)",\
            "endTimeUnixNano":"\(start + milliseconds * 1_000_000)"}]}]}]}

            """
    }

    @Test("--follow shows what another process appends, a cut line once it is whole, and a file that takes the place of another")
    func following() async throws {
        try await Tmux.terminal { terminal in
            _ = try terminal.home.file("live.jsonl", Self.line("first", trace: 1, milliseconds: 5))
            try terminal.enter("cd; clear; '\(Binary.url.path)' --follow live.jsonl; echo \"ended with $?\"")
            try await terminal.wait(for: "1 of 1 trace")
            try await terminal.wait(for: "following")

            let second = Self.line("second", trace: 2, milliseconds: 900)
            try append(String(second.prefix(100)), to: "live.jsonl", in: terminal.home)
            try append(String(second.dropFirst(100)), to: "live.jsonl", in: terminal.home)
            try await terminal.wait(for: "2 of 2 traces")
            try await terminal.wait(until: "the selection has not moved") {
                $0.contains { $0.contains("00000000000000010000000000000001") }
            }

            let home = terminal.home.url
            try FileManager.default.moveItem(at: home.appendingPathComponent("live.jsonl"), to: home.appendingPathComponent("live-1.jsonl"))
            _ = try terminal.home.file("live.jsonl", Self.line("third", trace: 3, milliseconds: 20))
            try await terminal.wait(for: "3 of 3 traces")

            try terminal.press("C-c")
            try await terminal.wait(until: "nothing is followed any more") { !$0.contains { $0.contains("following") } }
            try terminal.press("Q")
            try await terminal.wait(for: "ended with 0")
        }
    }

    private func append(_ text: String, to name: String, in folder: TemporaryFolder) throws {
        let handle = try FileHandle(forWritingTo: folder.url.appendingPathComponent(name))
        try handle.seekToEnd()
        try handle.write(contentsOf: Data(text.utf8))
        try handle.close()
    }

    @Test("A pipe that gives nothing is left at once with Ctrl-C, and what it gave before is shown")
    func silentPipe() async throws {
        try await Tmux.terminal { terminal in
            _ = try terminal.home.file("line.jsonl", Self.line("only", trace: 1, milliseconds: 5))
            try terminal.enter(
                "cd; mkfifo pipe; (cat line.jsonl; sleep 1000) > pipe & clear; '\(Binary.url.path)' pipe; echo \"ended with $?\"; kill %1")
            try await terminal.wait(for: "1 of 1 trace")
            try terminal.press("C-c")
            try await terminal.wait(until: "the progress is gone") { $0.contains { $0.contains("! ") } }
            try terminal.press("Q")
            try await terminal.wait(for: "ended with 0")
        }
    }

    @Test("A pipe that nobody writes to ends with the interrupt")
    func emptyPipe() async throws {
        try await Tmux.terminal { terminal in
            // The mark is not what is typed, so that it is not there before the shell has come to it.
            try terminal.enter("cd; mkfifo pipe; clear; echo be''gins; '\(Binary.url.path)' summary pipe")
            try await terminal.wait(for: "begins")
            try terminal.press("C-c")
            try await terminal.wait(for: Tmux.prompt)
            // The shell, too, leaves its line when a program is interrupted.
            try terminal.enter("echo \"ended with $?\"")
            try await terminal.wait(for: "ended with 130")
        }
    }

    @Test("A folder of mixed formats is one set of traces, and ! names each file with its format", .enabled(if: Places.hasFixtures))
    func mixedFolder() async throws {
        try await Tmux.terminal(columns: 120, rows: 30) { terminal in
            let folder = Places.fixtures.appendingPathComponent("formats/otlp-binary").path
            let zipkin = Places.fixtures.appendingPathComponent("real/zipkin/yelp.json").path
            try terminal.enter("clear; '\(Binary.url.path)' '\(folder)' '\(zipkin)'; echo \"ended with $?\"")
            try await terminal.wait(for: "2 of 2 traces")
            try terminal.press("!")
            for text in ["otlp-protobuf, zstd", "otlp-json, gzip", "pushbytes.utf16le.json  otlp-json", "zipkin-v2"] {
                try await terminal.wait(for: text)
            }
            try terminal.press("Escape")
            try terminal.press("Q")
            try await terminal.wait(for: "ended with 0")
        }
    }

    @Test("cat x.zst | spanhound summary -", .enabled(if: Places.hasFixtures))
    func packedPipe() throws {
        let file = Places.fixtures.appendingPathComponent("formats/otlp-binary/pushbytes.pb.zst").path
        let shell = URL(fileURLWithPath: "/bin/bash")
        let answer = try Command.run(
            shell, ["-c", "cat '\(file)' | '\(Binary.url.path)' summary --json -"],
            environment: Command.pinnedEnvironment(home: TemporaryFolder().url))
        #expect(answer.status == 0, "\(answer.errors)")
        #expect(answer.output.contains(/"format":\s*"otlp-protobuf",\s*"compression":\s*"zstd"/))
    }
}

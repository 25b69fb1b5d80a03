import Foundation
import TestSupport
import Testing

/// Traces come from strangers: neither their bytes nor their shape may harm the one who looks.
@Suite(.serialized) struct HostileInputTests {
    /// Sets the window's title, colours, moves the cursor, asks for an answer, turns text round, and rings.
    static let attack = "\u{1B}]0;owned\u{7}\u{1B}[31mred\u{1B}[2J\u{9B}31m\u{202E}drawkcab\u{2066}\u{1B}P+q\u{1B}\\\u{7}\r\n\u{8}"

    @Test("Escape sequences in a span's name are shown as signs and never reach the terminal")
    func escapeSequences() async throws {
        try await ShopTrace.explored(json: ShopTrace.json(failing: Self.attack)) { terminal in
            let recording = try terminal.record()
            try terminal.press("C-l", "/")
            try terminal.type("operation=\"place order\"")
            try await terminal.wait(until: "one trace is left") { !$0.contains { $0.contains("list goods") } }
            try terminal.press("Enter")
            try terminal.press("Enter")
            try await terminal.wait(for: "reserve stock")
            try terminal.press("e")
            try terminal.press("Enter")
            try await terminal.wait(for: "drawkcab")
            let sent = try Data(contentsOf: recording)
            for part in ["\u{1B}]0;owned", "\u{1B}[31mred", "\u{9B}31m", "\u{202E}", "\u{2066}", "\u{1B}P+q"] {
                #expect(sent.range(of: Data(part.utf8)) == nil, "\(part.debugDescription) reached the terminal")
            }
            #expect(try terminal.ask("#{pane_title}") != "owned")
        }
    }

    @Test("Escape sequences in a span's name do not reach the output of show and search either", arguments: ["show", "search"])
    func escapeSequencesInText(subcommand: String) throws {
        let folder = try TemporaryFolder()
        let file = try folder.file("shop.json", ShopTrace.json(failing: Self.attack))
        let answer = try Binary.run(subcommand, "--color", "never", file.path)
        #expect(answer.status == 0, "\(answer.errors)")
        let harmful = answer.output.unicodeScalars.filter { $0.properties.generalCategory == .control && $0 != "\n" || $0 == "\u{202E}" }
        #expect(harmful.isEmpty)
    }

    /// Foreign files by name; as arguments their texts would be printed by the test runner.
    private static let foreign: [String: String] = [
        "empty.json": "", "picture.json": "\u{FFFD}PNG\r\n\u{1A}\n\0\0\0\rIHDR", "page.json": "<!doctype html><html></html>",
        "list.json": "[1, 2, 3]", "dependencies.json": #"{"data":[{"parent":"a","child":"b","callCount":3}]}"#,
        "text.json": "no trace at all", "deep.json": String(repeating: "[", count: 100_000),
    ]

    @Test("A file that is no trace file is refused with its name, a reason and exit code 3", arguments: foreign.keys.sorted())
    func foreignFiles(name: String) throws {
        let text = try #require(Self.foreign[name])
        let folder = try TemporaryFolder()
        let file = try folder.file(name, text)
        for arguments in [["summary", file.path], ["summary", "--json", file.path], ["show", file.path]] {
            let answer = try Binary.run(arguments)
            #expect(answer.status == 3, "\(arguments): \(answer.output)\(answer.errors)")
            #expect(answer.output == "")
            #expect(answer.errors.contains(name), "\(answer.errors)")
        }
    }

    @Test("The explorer says in its message line why a file is no trace file, and goes on")
    func foreignFileInTheExplorer() async throws {
        try await Tmux.terminal { terminal in
            _ = try terminal.home.file("picture.json", "no trace at all")
            try terminal.enter("cd; clear; '\(Binary.url.path)' picture.json; echo \"ended with $?\"")
            try await terminal.wait(until: "the file is named, or the program has ended") { $0.contains { $0.contains("picture.json:") } }
            if try terminal.ask("#{alternate_on}") == "1" { try terminal.press("Q") }
            try await terminal.wait(for: "ended with")
        }
    }

    @Test("A truncated file costs its tail, and that is said")
    func truncatedFile() throws {
        let folder = try TemporaryFolder()
        let whole = try ShopTrace.json()
        let cut = try #require(whole.range(of: "\"spanID\":\"4\""))
        let file = try folder.file("cut.json", String(whole[..<cut.lowerBound]))
        let answer = try Binary.run("summary", "--json", file.path)
        #expect(answer.status == 0, "\(answer.errors)")
        #expect(answer.output.contains(/"spans":\s*[34]\b/))
        #expect(answer.output.contains(/"severity":\s*"lost"/))
    }
}

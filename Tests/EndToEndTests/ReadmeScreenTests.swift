import Foundation
import TestSupport
import Testing

/// The picture of the program in README is a real one.
@Suite(.serialized) struct ReadmeScreenTests {
    @Test("README's screen is what the program draws after four keys on a sample")
    func screenIsFresh() async throws {
        let sample = Places.samples.appendingPathComponent("slow-database.json").path
        try await Tmux.terminal(columns: 100, rows: 24) { terminal in
            try terminal.enter("clear; '\(Binary.url.path)' '\(sample)'")
            try await terminal.wait(for: "Enter open")
            try terminal.press("Enter")
            try await terminal.wait(for: "Enter tags")
            try terminal.press("]")
            try await terminal.wait(for: "next slow")
            try terminal.press("Enter")
            let screen = try await terminal.wait(for: "Tags")
            let block = "```text\n" + screen.joined(separator: "\n").trimmingCharacters(in: .newlines) + "\n```\n"
            #expect(try DocumentBlock("screen", of: "README.md").isFresh(block), "RECORD=1 make test writes it again")
        }
    }
}

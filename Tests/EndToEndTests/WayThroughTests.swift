import Foundation
import TestSupport
import Testing

/// The way from a file to the reason, in the real program.
@Suite(.serialized) struct WayThroughTests {
    @Test("From the start to the slowest span's tags, and back to the shell, by keys alone")
    func thereAndBack() async throws {
        try await ShopTrace.explored { terminal in
            #expect(try terminal.ask("#{alternate_on}") == "1")

            try await openTrace("place order", in: terminal)
            try terminal.press("]")
            try terminal.press("Enter")
            try await terminal.wait(for: "visible-value")

            try terminal.press("q", "q")
            try await terminal.wait(for: "1 of 2 traces")
            try terminal.press("Q")
            try await terminal.wait(for: "ended with 0")
            #expect(try terminal.ask("#{alternate_on} #{cursor_flag} #{mouse_any_flag}") == "0 1 0")
        }
    }

    @Test("A filter narrows the traces while one types, and Esc brings them back")
    func filtering() async throws {
        try await ShopTrace.explored { terminal in
            try terminal.press("/")
            try terminal.type("operation=\"list goods\"")
            try await terminal.wait(until: "only one trace is left") { !$0.contains { $0.contains("place order") } }
            try terminal.press("Escape")
            try terminal.press("Escape")
            try await terminal.wait(for: "place order")
        }
    }

    @Test("? lists the keys that hold, and Esc closes the list")
    func help() async throws {
        try await ShopTrace.explored(rows: 40) { terminal in
            try terminal.press("?")
            try await terminal.wait(for: "half a page down")
            try terminal.press("Escape")
            try await terminal.wait(until: "the list is gone") { !$0.contains { $0.contains("half a page down") } }
        }
    }

    @Test(": runs a command by its name")
    func palette() async throws {
        try await ShopTrace.explored { terminal in
            try terminal.press(":")
            try terminal.type("quit")
            try await terminal.wait(for: "quit")
            try terminal.press("Enter")
            try await terminal.wait(for: "ended with 0")
        }
    }

    @Test("What is copied arrives in the terminal's clipboard")
    func copying() async throws {
        try await ShopTrace.explored { terminal in
            try terminal.press("y", "t")
            try await terminal.wait(until: "the trace id is in the clipboard") { _ in
                (try? terminal.clipboard())?.contains("a1") ?? false
            }
        }
    }

    @Test("Traces come from standard input, and keys from the terminal all the same")
    func standardInput() async throws {
        try await Tmux.terminal { terminal in
            let program = "'\(Binary.url.path)'"
            try terminal.enter("clear; \(program) generate --traces 5 --seed 1 | \(program) -; echo \"ended with $?\"")
            try await terminal.wait(for: "5 of 5 traces")
            try terminal.press("Q")
            try await terminal.wait(for: "ended with 0")
        }
    }

    @Test("r reads a file again that has grown")
    func reload() async throws {
        try await ShopTrace.explored { terminal in
            let grown = try ShopTrace.json().replacing("list goods", with: "list more")
            _ = try terminal.home.file("shop.json", grown)
            try terminal.press("r")
            try await terminal.wait(for: "list more")
        }
    }

    @Test("Every file of the samples opens", .enabled(if: FileManager.default.fileExists(atPath: Places.samples.path)))
    func samples() async throws {
        try await Tmux.terminal(columns: 120, rows: 30) { terminal in
            try terminal.enter("clear; '\(Binary.url.path)' '\(Places.samples.path)'; echo \"ended with $?\"")
            try await terminal.wait(for: "payment-service")
            try terminal.press("Q")
            try await terminal.wait(for: "ended with 0")
        }
    }

    /// Moves to the trace of a name and opens it; the newest may stand first, so it is looked for.
    private func openTrace(_ name: String, in terminal: Tmux) async throws {
        try terminal.press("/")
        try terminal.type("operation=\"\(name)\"")
        try await terminal.wait(until: "only that trace is left") { !$0.contains { $0.contains("list goods") } }
        try terminal.press("Enter")
        try terminal.press("Enter")
        try await terminal.wait(for: "reserve stock")
    }
}

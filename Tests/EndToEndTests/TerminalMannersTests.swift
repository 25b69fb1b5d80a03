import Foundation
import TestSupport
import Testing

/// How the program treats the terminal that it was lent.
@Suite(.serialized) struct TerminalMannersTests {
    @Test("A terminal made as small as one cell and large again shows everything again")
    func resizing() async throws {
        try await ShopTrace.explored(columns: 100, rows: 30) { terminal in
            for (columns, rows) in [(1, 1), (3, 2), (40, 10), (200, 60), (2, 50), (100, 30)] {
                try terminal.resize(columns: columns, rows: rows)
                try await terminal.wait(until: "the pane has its size") { _ in
                    try terminal.ask("#{pane_width}x#{pane_height}") == "\(columns)x\(rows)"
                }
            }
            try await terminal.wait(for: "place order")
            try terminal.press("Q")
            try await terminal.wait(for: "ended with 0")
        }
    }

    @Test("Ctrl-L draws over what others wrote on the screen")
    func redraw() async throws {
        try await ShopTrace.explored { terminal in
            let device = try FileHandle(forWritingTo: URL(fileURLWithPath: try terminal.ask("#{pane_tty}")))
            try device.write(contentsOf: Data("\u{1B}[5;5Hscribble".utf8))
            try await terminal.wait(for: "scribble")
            try terminal.press("C-l")
            try await terminal.wait(until: "the scribble is gone") { !$0.contains { $0.contains("scribble") } }
        }
    }

    @Test("A signal that ends the program gives the terminal back first", arguments: [SIGTERM, SIGHUP])
    func signals(number: Int32) async throws {
        try await ShopTrace.explored { terminal in
            kill(try #require(try terminal.foregroundProcess()), number)
            try await terminal.wait(for: "ended with")
            try expectTerminalRestored(terminal)
        }
    }

    @Test("A crash gives the terminal back first, and is a crash all the same", arguments: [SIGSEGV, SIGILL, SIGABRT])
    func crashing(number: Int32) async throws {
        try await ShopTrace.explored { terminal in
            kill(try #require(try terminal.foregroundProcess()), number)
            try await terminal.wait(for: "ended with \(128 + number)")
            try expectTerminalRestored(terminal)
        }
    }

    @Test("Q ends with 0 and gives the terminal back")
    func quitting() async throws {
        try await ShopTrace.explored { terminal in
            try terminal.press("Q")
            try await terminal.wait(for: "ended with 0")
            try expectTerminalRestored(terminal)
        }
    }

    @Test("Ctrl-Z goes to the shell, which has its terminal as it was; fg comes back to the same screen")
    func suspending() async throws {
        try await ShopTrace.explored { terminal in
            try terminal.press("C-z")
            try await terminal.wait(for: "Stopped")
            #expect(try terminal.ask("#{alternate_on}") == "0")
            try terminal.enter("echo the shell answers")
            try await terminal.wait(until: "the shell has answered") { $0.contains { $0.hasPrefix("the shell answers") } }
            try terminal.enter("fg")
            try await terminal.wait(for: "place order")
            #expect(try terminal.ask("#{alternate_on}") == "1")
            try terminal.press("Q")
            try await terminal.wait(until: "the shell waits again") { _ in try terminal.foregroundProcess() == nil }
            #expect(try terminal.ask("#{alternate_on} #{cursor_flag} #{mouse_any_flag}") == "0 1 0")
        }
    }

    @Test("A terminal that goes away ends the program")
    func hangingUp() async throws {
        try await ShopTrace.explored { terminal in
            let process = try #require(try terminal.foregroundProcess())
            try terminal.hangUp()
            let deadline = ContinuousClock.now + .seconds(90)
            while kill(process, 0) == 0, ContinuousClock.now < deadline { try await Task.sleep(for: .milliseconds(20)) }
            #expect(kill(process, 0) != 0, "the program outlived its terminal")
        }
    }

    @Test("ASCII shapes only when asked, or when the locale is not UTF-8", arguments: [("--ascii", "C.UTF-8"), ("", "C")])
    func asciiShapes(options: String, locale: String) async throws {
        try await ShopTrace.explored(options: options, environment: ["LC_ALL": locale]) { terminal in
            try await expectScreens(of: terminal) { screen in screen.allSatisfy { $0.utf8.allSatisfy { $0 < 0x80 } } }
        }
    }

    @Test("No colour is sent when colours are not wanted", arguments: [("", ["NO_COLOR": "1"]), ("--color never", [:])])
    func noColors(options: String, environment: [String: String]) async throws {
        try await ShopTrace.explored(options: options, environment: environment) { terminal in
            let color = /\u{1B}\[[0-9;:]*\b(?:3[0-8]|4[0-8]|9[0-7]|10[0-7])[0-9;:]*m/
            try await expectScreens(of: terminal, styled: true) { screen in screen.allSatisfy { !$0.contains(color) } }
        }
    }

    @Test("Colours are sent otherwise")
    func colors() async throws {
        try await ShopTrace.explored { terminal in
            let screen = try terminal.screen(styled: true)
            #expect(screen.contains { $0.contains(/\u{1B}\[[0-9;:]*\b3[0-8]/) })
        }
    }

    private func expectTerminalRestored(_ terminal: Tmux) throws {
        #expect(try terminal.ask("#{alternate_on} #{cursor_flag} #{mouse_any_flag}") == "0 1 0")
        let modes = try ["before", "after"].map { try String(contentsOf: terminal.home.url.appendingPathComponent($0), encoding: .utf8) }
        #expect(modes[0] == modes[1], "stty -g before and after")
    }

    /// Both main screens, and the help above the second.
    private func expectScreens(of terminal: Tmux, styled: Bool = false, _ isRight: ([String]) -> Bool) async throws {
        #expect(isRight(try terminal.screen(styled: styled)))
        try terminal.press("G", "Enter")
        try await terminal.wait(until: "a trace is open") {
            !($0.contains { $0.contains("list goods") } && $0.contains { $0.contains("place order") })
        }
        #expect(isRight(try terminal.screen(styled: styled)))
        try terminal.press("?")
        try await terminal.wait(for: "row")
        #expect(isRight(try terminal.screen(styled: styled)))
    }
}

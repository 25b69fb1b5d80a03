import Foundation
import TestSupport
import Testing

/// The driver itself: what it says of a terminal is what a user would see.
@Suite(.serialized) struct TmuxTests {
    @Test("Keys reach the program, and the screen holds what it wrote at the size asked for")
    func keysAndScreen() async throws {
        try await Tmux.terminal(columns: 60, rows: 10) { terminal in
            try terminal.enter("echo size $(tput cols) $(tput lines) in $TZ")
            try await terminal.wait(for: "size 60 10 in UTC")
            try terminal.resize(columns: 70, rows: 12)
            try terminal.enter("echo now $(tput cols) $(tput lines)")
            try await terminal.wait(for: "now 70 12")
            #expect(try terminal.ask("#{alternate_on}") == "0")
        }
    }

    @Test("A text that does not come is a failure that shows the screen")
    func waitingEnds() async throws {
        try await Tmux.terminal { terminal in
            try terminal.enter("echo one")
            try await terminal.wait(for: "one")
            let failure = await #expect(throws: Tmux.Failure.self) { try await terminal.wait(for: "never", within: .milliseconds(100)) }
            #expect(failure?.description.contains("|one") == true)
        }
    }

    @Test("A recording holds the raw bytes, escape sequences included")
    func recording() async throws {
        try await Tmux.terminal { terminal in
            let file = try terminal.record()
            try terminal.enter(#"printf '\033[1mbold\033[0m\n'"#)
            try await terminal.wait(until: "the recording holds the escape sequence") { _ in
                try Data(contentsOf: file).range(of: Data("\u{1B}[1mbold".utf8)) != nil
            }
            #expect(try terminal.screen(styled: true).contains { $0.contains("\u{1B}[1mbold") })
        }
    }
}

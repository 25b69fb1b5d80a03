import Testing

@testable import Terminal

@Suite struct ClipboardTests {
    /// The examples of RFC 4648 §10, and text beyond ASCII.
    @Test(arguments: [
        ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"),
        ("ü?>", "w7w/Pg=="),
    ])
    func `Base 64 is that of RFC 4648`(text: String, encoded: String) {
        #expect(Clipboard.base64(text) == encoded)
    }

    @Test func `Text goes to the terminal in one sequence`() {
        #expect(Clipboard.sequence(copying: "foo", through: .none) == "\u{1B}]52;c;Zm9v\u{07}")
    }

    @Test func `Inside tmux the sequence is sent plainly and wrapped`() {
        #expect(
            Clipboard.sequence(copying: "foo", through: .tmux)
                == "\u{1B}]52;c;Zm9v\u{07}\u{1B}Ptmux;\u{1B}\u{1B}]52;c;Zm9v\u{07}\u{1B}\\")
    }

    @Test func `Inside screen the sequence is wrapped in pieces it can take`() throws {
        let sequence = try #require(Clipboard.sequence(copying: String(repeating: "a", count: 2000), through: .screen))
        let pieces = sequence.split(separator: "\u{1B}P").map { $0.dropLast(2) }
        #expect(pieces.count == 4)
        #expect(pieces.allSatisfy { $0.utf8.count <= 768 })
        #expect(pieces.joined() == "\u{1B}]52;c;" + Clipboard.base64(String(repeating: "a", count: 2000)) + "\u{07}")
    }

    @Test func `Text that terminals would refuse is refused`() {
        #expect(Clipboard.sequence(copying: String(repeating: "a", count: Clipboard.limit), through: .none) != nil)
        #expect(Clipboard.sequence(copying: String(repeating: "a", count: Clipboard.limit + 1), through: .none) == nil)
    }

    @Test func `The environment tells what is in between`() {
        #expect(Clipboard.Multiplexer(tmux: "/tmp/tmux-0/default,1,0", terminal: "screen-256color") == .tmux)
        #expect(Clipboard.Multiplexer(tmux: "", terminal: "screen.xterm-256color") == .screen)
        #expect(Clipboard.Multiplexer(tmux: nil, terminal: "xterm-256color") == .none)
    }
}

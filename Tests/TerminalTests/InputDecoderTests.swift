import CNcurses
import Testing

@testable import Terminal

@Suite struct InputDecoderTests {
    /// What is decoded from text that comes in several batches.
    private func decode(_ batches: String...) -> [InputEvent] {
        var decoder = InputDecoder()
        return batches.flatMap { decoder.decode($0.unicodeScalars.map { .character($0.value) }) }
    }

    private func keys(_ notations: String...) -> [InputEvent] { notations.compactMap { Key($0) }.map { .key($0) } }

    @Test func `Characters are the keys that type them`() {
        #expect(decode("jGé ") == keys("j", "G", "é", "Space"))
    }

    @Test func `Control characters are keys of their own or letters with Control`() {
        #expect(decode("\r\n\t\u{8}\u{7F}") == keys("Enter", "Enter", "Tab", "Backspace", "Backspace"))
        #expect(decode("\u{1}\u{C}\u{1A}\u{1F}\0") == keys("Ctrl-A", "Ctrl-L", "Ctrl-Z", "Ctrl-_", "Ctrl-Space"))
        #expect(decode("\u{85}\u{9B}") == [])
    }

    @Test func `Codes of ncurses are keys`() {
        var decoder = InputDecoder()
        let codes = [KEY_UP, KEY_NPAGE, KEY_BTAB, KEY_F0 + 1, KEY_F0 + 12, KEY_SLEFT, KEY_RESIZE, 9999]
        #expect(decoder.decode(codes.map { .code($0) }) == keys("Up", "PageDown", "Backtab", "F1", "F12", "Shift-Left"))
    }

    @Test func `Names of xterm's keys tell what was held`() {
        var decoder = InputDecoder()
        let names = ["kRIT5", "kUP3", "kHOM6", "kDC2", "kFOO5", "x", "k", ""]
        #expect(decoder.decode(names.map { .named($0) }) == keys("Ctrl-Right", "Alt-Up", "Ctrl-Shift-Home", "Shift-Delete"))
    }

    @Test func `Esc alone is a key, at once`() {
        #expect(decode("\u{1B}") == keys("Esc"))
        #expect(decode("\u{1B}j") == keys("Esc", "j"))
        #expect(decode("\u{1B}\u{1B}") == keys("Esc", "Esc"))
        #expect(decode("\u{1B}", "[") == keys("Esc", "["))
        #expect(decode("\u{1B}[") == keys("Esc", "["))
    }

    @Test func `Sequences that the terminal's description lacks are keys all the same`() {
        #expect(decode("\u{1B}[A\u{1B}OB\u{1B}[1;5C\u{1B}[Z") == keys("Up", "Down", "Ctrl-Right", "Backtab"))
        #expect(decode("\u{1B}[3~\u{1B}[6;2~\u{1B}[15~\u{1B}OP") == keys("Delete", "Shift-PageDown", "F5", "F1"))
    }

    @Test func `Unknown sequences do nothing, and what follows them is read`() {
        #expect(decode("\u{1B}[?62;4cj\u{1B}[99~k\u{1B}[I\u{1B}[1;1;1;1Rq") == keys("j", "k", "F3", "q"))
        #expect(decode("\u{1B}[" + String(repeating: "1", count: 40) + "j").last == keys("j").last)
    }

    @Test func `A sequence may come in pieces`() {
        #expect(decode("\u{1B}[1", ";5", "C") == keys("Ctrl-Right"))
    }

    @Test func `Mouse events tell the action, the cell and what was held`() {
        let place = Point(column: 4, row: 5)
        #expect(decode("\u{1B}[<0;5;6M") == [.mouse(MouseEvent(.press(button: 0), at: place))])
        #expect(decode("\u{1B}[<2;5;6m") == [.mouse(MouseEvent(.release(button: 2), at: place))])
        #expect(decode("\u{1B}[<32;5;6M") == [.mouse(MouseEvent(.drag(button: 0), at: place))])
        #expect(
            decode("\u{1B}[<64;5;6M\u{1B}[<65;5;6M") == [
                .mouse(MouseEvent(.wheelUp, at: place)), .mouse(MouseEvent(.wheelDown, at: place)),
            ])
        #expect(decode("\u{1B}[<20;5;6M") == [.mouse(MouseEvent(.press(button: 0), at: place, modifiers: [.shift, .control]))])
    }

    @Test(arguments: [
        "\u{1B}[<0;5M", "\u{1B}[<0;0;6M", "\u{1B}[<3;5;6M", "\u{1B}[<0;99999;1M", "\u{1B}[<0;a", "\u{1B}[<66;1;1M", "\u{1B}[<;;M",
    ])
    func `What is no mouse event does nothing`(sequence: String) {
        #expect(decode(sequence) == [])
    }

    @Test func `Mouse events come by a code of their own too`() {
        var decoder = InputDecoder()
        let units: [InputDecoder.Unit] = [.code(NcursesKeys.mouse)] + "65;1;1M".unicodeScalars.map { .character($0.value) }
        #expect(decoder.decode(units) == [.mouse(MouseEvent(.wheelDown, at: .zero))])
    }

    @Test func `Pasted text is one event, however many batches it takes`() {
        var decoder = InputDecoder()
        #expect(decoder.decode([.code(NcursesKeys.pasteStart), .character(0x71), .character(0x0D)]) == [])
        #expect(decoder.decode([.character(0x1), .character(0x9), .code(KEY_UP), .character(0x4E16)]) == [])
        #expect(decoder.decode([.code(NcursesKeys.pasteEnd), .character(0x6A)]) == [.paste("q\n\t世")] + keys("j"))
    }

    @Test func `A paste whose end is lost ends with Esc or Ctrl-C`() {
        #expect(decode("\u{1B}[200~abc\u{1B}[201~j") == [.paste("abc")] + keys("j"))
        #expect(decode("\u{1B}[200~abc", "\u{3}", "j") == [.paste("abc")] + keys("j"))
    }

    @Test func `A paste does not grow without bound`() {
        var decoder = InputDecoder()
        _ = decoder.decode([.code(NcursesKeys.pasteStart)])
        _ = decoder.decode(repeatElement(.character(0x61), count: InputDecoder.pasteLimit + 10))
        guard case .paste(let text) = decoder.decode([.code(NcursesKeys.pasteEnd)]).first else {
            Issue.record("no paste")
            return
        }
        #expect(text.utf8.count == InputDecoder.pasteLimit)
    }
}

import Terminal
import Testing

@Suite struct LineEditorTests {
    /// Presses keys, and shows the line with a bar where the cursor stands.
    private func edit(_ text: String = "", _ keys: String...) -> String {
        var editor = LineEditor(text)
        for notation in keys {
            let isKnown = Key(notation).map { editor.handle($0) } ?? false
            #expect(isKnown, "\(notation)")
        }
        return editor.parts.before + "|" + editor.parts.after
    }

    @Test func `Keys type characters where the cursor stands`() {
        #expect(edit("", "a", "Space", "b") == "a b|")
        #expect(edit("ac", "Left", "b") == "ab|c")
    }

    @Test func `Characters go before and after the cursor`() {
        #expect(edit("abc", "Backspace") == "ab|")
        #expect(edit("abc", "Home", "Delete") == "|bc")
        #expect(edit("abc", "Home", "Backspace") == "|abc")
        #expect(edit("abc", "Delete") == "abc|")
        #expect(edit("abc", "Ctrl-A", "Ctrl-D") == "|bc")
    }

    @Test func `Words and whole ends go at once`() {
        #expect(edit("tag one two", "Ctrl-W") == "tag one |")
        #expect(edit("tag one  ", "Ctrl-W") == "tag |")
        #expect(edit("", "Ctrl-W") == "|")
        #expect(edit("tag one", "Ctrl-U") == "|")
        #expect(edit("tag one", "Home", "Ctrl-Right", "Ctrl-K") == "tag|")
    }

    @Test func `The cursor moves by characters, words and to the ends`() {
        #expect(edit("ab cd", "Ctrl-Left") == "ab |cd")
        #expect(edit("ab cd", "Ctrl-Left", "Ctrl-Left", "Ctrl-Left") == "|ab cd")
        #expect(edit("ab cd", "Home", "Right", "Ctrl-Right") == "ab| cd")
        #expect(edit("ab", "Right") == "ab|")
        #expect(edit("ab", "Ctrl-A", "Left") == "|ab")
        #expect(edit("ab", "Ctrl-A", "Ctrl-F", "Ctrl-B", "Ctrl-E") == "ab|")
    }

    @Test func `What a user sees as one character is one`() {
        #expect(edit("👨‍👩‍👧", "Backspace") == "|")
        #expect(edit("e\u{301}x", "Left", "Backspace") == "|x")
    }

    @Test func `A mark typed after its letter joins it`() {
        var editor = LineEditor("e")
        editor.insert("\u{301}")
        #expect(editor.text == "e\u{301}")
        #expect(editor.cursor == 1)
    }

    @Test func `Pasted line breaks and tabs become spaces`() {
        var editor = LineEditor("a\nb")
        editor.insert("\tc\r\nd")
        #expect(editor.text == "a b c d")
    }

    @Test func `A line does not grow beyond its limit`() {
        var editor = LineEditor(String(repeating: "a", count: 2 * LineEditor.limit))
        editor.insert("b")
        #expect(editor.text.count == LineEditor.limit)
        #expect(editor.cursor == LineEditor.limit)
    }

    @Test func `Keys that mean nothing to a line are left to others`() {
        var editor = LineEditor("a")
        for key in [Key.enter, .escape, Key(.up), .control("L"), Key("Alt-a") ?? .enter] {
            let isKnown = editor.handle(key)
            #expect(!isKnown, "\(key)")
        }
        #expect(editor == LineEditor("a"))
    }

    @Test func `Replacing the text puts the cursor at its end`() {
        var editor = LineEditor("abc")
        editor.moveToStart()
        editor.replace(with: "de")
        #expect(editor == LineEditor("de"))
    }
}

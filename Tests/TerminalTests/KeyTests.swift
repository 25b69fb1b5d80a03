import Terminal
import Testing

@Suite struct KeyTests {
    @Test(arguments: [
        "j", "G", "?", "/", "-", "+", "<", "é", "Space", "Enter", "Esc", "Tab", "Backtab", "Backspace", "Delete", "Insert", "Up", "Down",
        "Left",
        "Right", "Home", "End", "PageUp", "PageDown", "F1", "F12", "F24", "Ctrl-L", "Ctrl-Space", "Ctrl--", "Alt-x", "Alt-X", "Ctrl-Alt-X",
        "Shift-Up", "Ctrl-Shift-F5", "Ctrl-Right", "Alt-Backtab",
    ])
    func `A key is written as it is read`(notation: String) throws {
        let key = try #require(Key(notation))
        #expect(Key(key.description) == key)
        if notation != "Alt-Backtab" { #expect(key.description == notation) }
    }

    @Test(arguments: ["", "ctrl-l", "Ctrl-", "Foo", "F0", "F25", "F01", "F1x", " ", "\n", "\u{7F}", "Shift-a", "jk", "Ctrl-Foo", "F+1"])
    func `What is no key is refused`(notation: String) {
        #expect(Key(notation) == nil)
    }

    @Test func `Control makes no difference between small and large letters`() {
        #expect(Key("Ctrl-l") == Key.control("L"))
        #expect(Key.control("l") == Key.control("L"))
        #expect(Key("Ctrl-l")?.description == "Ctrl-L")
        #expect(Key("g") != Key("G"))
    }

    @Test func `Backtab is Shift and Tab`() {
        #expect(Key("Backtab") == Key.backtab)
        #expect(Key("Shift-Tab") == Key.backtab)
    }

    @Test func `Only keys without modifiers type a character`() {
        #expect(Key("a")?.typed == "a")
        #expect(Key("Space")?.typed == " ")
        #expect(Key.character(" ") == Key("Space"))
        #expect(Key("Ctrl-A")?.typed == nil)
        #expect(Key("Enter")?.typed == nil)
    }
}

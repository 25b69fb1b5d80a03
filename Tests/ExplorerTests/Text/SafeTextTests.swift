import Testing

@testable import Explorer

@Suite struct SafeTextTests {
    @Test func `escape sequences, bells and direction marks lose their power`() {
        #expect(SafeText.text("a\u{1b}[2Jb\u{7}c") == "a\u{fffd}[2Jb\u{fffd}c")
        #expect(SafeText.text("x\u{202e}y\u{2066}z\u{9b}31m") == "x\u{fffd}y\u{fffd}z\u{fffd}31m")
        #expect(SafeText.text("one\ntwo\tthree") == "one two three")
    }

    @Test func `ordinary text of any script is left alone`() {
        for text in ["plain", "日本語 é 😀", ""] { #expect(SafeText.text(text) == text) }
    }
}

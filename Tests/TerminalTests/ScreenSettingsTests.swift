import Testing

@testable import Terminal

@Suite struct ScreenSettingsTests {
    @Test func `NO_COLOR turns colours off unless it is empty or they are demanded`() {
        #expect(ScreenOptions().depth(available: 256, noColor: nil) == .full)
        #expect(ScreenOptions().depth(available: 256, noColor: "") == .full)
        #expect(ScreenOptions().depth(available: 256, noColor: "1") == .none)
        #expect(ScreenOptions(colors: .always).depth(available: 256, noColor: "1") == .full)
        #expect(ScreenOptions(colors: .never).depth(available: 256, noColor: nil) == .none)
        #expect(ScreenOptions(colors: .always).depth(available: 0, noColor: nil) == .none)
    }

    @Test func `The first setting that is made says whether UTF-8 is wanted`() {
        #expect(CharacterLocale.asksForUTF8(nil, nil, "de_DE.UTF-8"))
        #expect(CharacterLocale.asksForUTF8("", "en_US.utf8", "C"))
        #expect(CharacterLocale.asksForUTF8("sr_RS.UTF-8@latin"))
        #expect(!CharacterLocale.asksForUTF8("C", nil, "de_DE.UTF-8"))
        #expect(!CharacterLocale.asksForUTF8(nil, nil, nil))
        #expect(!CharacterLocale.asksForUTF8("de_DE.ISO-8859-1"))
        #expect(!CharacterLocale.asksForUTF8("UTF-8"))
    }

    @Test(arguments: [
        ("\u{1B}[H\u{1B}[2J$<50>", "\u{1B}[H\u{1B}[2J"), ("a$<5/>b$<10*>c", "abc"), ("cost $5", "cost $5"), ("$<", "$<"), ("$", "$"),
        ("", ""),
    ])
    func `Delays are taken out of what a crash writes`(sequence: String, expected: String) {
        #expect(TerminalDescription.withoutPadding(sequence) == expected)
    }
}

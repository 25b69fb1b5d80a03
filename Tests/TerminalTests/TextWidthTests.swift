import Testing

@testable import Terminal

@Suite struct TextWidthTests {
    @Test(arguments: [
        ("", 0), ("spanhound", 9), ("grün", 4), ("gru\u{308}n", 4), ("世界", 4), ("ｆｕｌｌ", 8), ("한국", 4), ("\u{1112}\u{1161}\u{11AB}", 2),
        ("🐕", 2), ("👨‍👩‍👧", 6), ("👍🏽", 2), ("🏽", 2), ("🇩🇪", 2), ("❤️", 1), ("█▌─│⣿", 5), ("नमस्ते", 4), ("\u{301}", 1), ("a\u{200B}b", 3),
        ("a\u{200D}b", 2), ("\t", 1), ("\r\n", 2), ("\u{1B}[31m", 5), ("\u{202E}", 1), ("\u{FFFD}", 1),
    ])
    func `Text takes as many columns as terminals give it`(text: String, columns: Int) {
        #expect(TextWidth.columns(of: text) == columns)
    }

    @Test func `Counting stops at the limit`() {
        #expect(TextWidth.columns(of: "世界世界", atMost: 3) == 3)
        #expect(TextWidth.columns(of: "ab", atMost: 3) == 2)
    }

    @Test func `Every mark that Unicode 14 knows is drawn on the character before it, or shown as a sign`() {
        for scalar in Self.assigned where [.nonspacingMark, .enclosingMark].contains(scalar.properties.generalCategory) {
            let layout = TextWidth.layout(of: scalar.value)
            #expect([.mark, .omitted, .replaced].contains(layout), "U+\(String(scalar.value, radix: 16))")
        }
    }

    @Test func `Every emoji that Unicode 14 shows in colour is two columns wide, but for the letters of flags`() {
        for scalar in Self.assigned where scalar.properties.isEmojiPresentation {
            let isFlagLetter = (0x1F1E6...0x1F1FF).contains(scalar.value)
            #expect(TextWidth.layout(of: scalar.value) == (isFlagLetter ? .narrow : .wide), "U+\(String(scalar.value, radix: 16))")
        }
    }

    @Test func `No control or format character is drawn as it is`() {
        let dangerous: Set<Unicode.GeneralCategory> = [.control, .format, .lineSeparator, .paragraphSeparator]
        for value in [0...0x1FFFF, 0xE0000...0xE0FFF].joined() {
            guard let scalar = Unicode.Scalar(UInt32(value)), dangerous.contains(scalar.properties.generalCategory) else { continue }
            let layout = TextWidth.layout(of: scalar.value)
            #expect(layout == .replaced || layout == .omitted, "U+\(String(value, radix: 16))")
        }
    }

    @Test func `The ranges are in order and do not touch`() {
        for ranges in [TextWidth.wide, TextWidth.marks] {
            for (left, right) in zip(ranges, ranges.dropFirst()) { #expect(left.upperBound + 1 < right.lowerBound) }
        }
    }

    /// All characters of Unicode 14, after which the table was made.
    private static var assigned: some Sequence<Unicode.Scalar> {
        (0...0x1FFFF as ClosedRange<UInt32>).lazy.compactMap(Unicode.Scalar.init).filter { scalar in
            scalar.properties.age.map { $0.major <= 14 } ?? false
        }
    }
}

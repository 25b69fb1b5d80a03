import Terminal
import Testing

@Suite struct TruncationTests {
    @Test func `Text that fits is left alone`() {
        for truncation in [Truncation.clip, .tail, .head, .middle] {
            #expect(truncation.fit("checkout", columns: 8) == "checkout")
        }
    }

    @Test(arguments: [(Truncation.clip, "check"), (.tail, "chec…"), (.head, "…kout"), (.middle, "ch…ut")])
    func `Text that does not fit is cut where it is wished`(truncation: Truncation, expected: String) {
        #expect(truncation.fit("checkout", columns: 5) == expected)
    }

    @Test func `A wide character that fits by half is left out`() {
        #expect(Truncation.clip.fit("世界", columns: 3) == "世")
        #expect(Truncation.tail.fit("世界世", columns: 4) == "世…")
        #expect(Truncation.head.fit("世界世", columns: 4) == "…世")
    }

    @Test func `Marks stay with their characters`() {
        #expect(Truncation.tail.fit("e\u{301}e\u{301}e\u{301}", columns: 2) == "e\u{301}…")
    }

    @Test func `Without room there is nothing, and with one column only the ellipsis`() {
        #expect(Truncation.tail.fit("checkout", columns: 0) == "")
        #expect(Truncation.tail.fit("checkout", columns: -3) == "")
        #expect(Truncation.middle.fit("checkout", columns: 1) == "…")
        #expect(Truncation.tail.fit("checkout", columns: 2, ellipsis: "...") == "..")
    }

    @Test func `The result is never wider than wished`() {
        let texts = ["checkout", "世界世界", "👨‍👩‍👧 family", "\u{1B}[31mred", "e\u{301}\u{302}\u{303}x", "\r\n\r\n"]
        for text in texts {
            for columns in 0...12 {
                for truncation in [Truncation.clip, .tail, .head, .middle] {
                    #expect(TextWidth.columns(of: truncation.fit(text, columns: columns)) <= columns)
                }
            }
        }
    }
}

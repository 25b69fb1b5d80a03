import TestSupport
import Testing
import TraceModel

@testable import TraceAnalysis

/// Texts by number.
@Suite struct TextNumbersTests {
    @Test("Equal texts of two snapshots have one number, different ones two, however many there are")
    func numbers() {
        // Enough that the table grows, in another order each.
        let words = (0..<5000).map { "text \($0)" }
        let snapshots = [words, words.reversed()].map { words in
            Snapshot.of(words.enumerated().map { index, word in SketchedSpan(UInt64(index + 1)) { $0.name = word } })
        }
        var texts = TextNumbers()
        for snapshot in snapshots {
            var strings = StringNumbers(snapshot)
            for word in words {
                guard let id = snapshot.strings.find(word) else {
                    Issue.record("\(word)")
                    continue
                }
                let number = strings.number(of: id, in: &texts)
                #expect(texts[number] == word && strings.number(of: id, in: &texts) == number)
            }
        }
        #expect(texts.count == words.count)
        #expect(texts.number(of: "text 7") == texts.number(of: "text 7") && texts.count == words.count)
    }

    @Test("No text at all is a text, with an address or without one")
    func nothing() {
        var texts = TextNumbers()
        let number = texts.number(of: UnsafeRawBufferPointer(start: nil, count: 0))
        #expect(texts[number].isEmpty && texts.number(of: "") == number && texts.number(of: "x") != number)
        #expect(texts.bytes(number).isEmpty)
    }
}

import Terminal
import Testing

@Suite struct KeySequenceTests {
    @Test(arguments: [
        ("gg", ["g", "g"]), ("zM", ["z", "M"]), ("j", ["j"]), ("Enter", ["Enter"]), ("g Enter", ["g", "Enter"]),
        ("Ctrl-W h", ["Ctrl-W", "h"]),
        ("U p", ["U", "p"]), ("y v", ["y", "v"]),
    ])
    func `A sequence is read key by key`(notation: String, keys: [String]) throws {
        let sequence = try #require(KeySequence(notation))
        #expect(sequence.keys == keys.compactMap { Key($0) })
        #expect(KeySequence(sequence.description) == sequence)
    }

    @Test func `A sequence is written as short as it can be read again`() throws {
        #expect(KeySequence("y v")?.description == "yv")
        #expect(KeySequence("U p")?.description == "U p")
        #expect(KeySequence("g Enter")?.description == "g Enter")
    }

    @Test(arguments: ["", " ", "g Foo", "a\nb"])
    func `What holds something that is no key is refused`(notation: String) {
        #expect(KeySequence(notation) == nil)
    }

    @Test func `A sequence continues its proper beginnings`() throws {
        let sequence = try #require(KeySequence("gg"))
        let prefix = try #require(Key("g"))
        #expect(sequence.continues([prefix]))
        #expect(sequence.continues([]))
        #expect(!sequence.continues([prefix, prefix]))
        #expect(!sequence.continues([.enter]))
    }
}

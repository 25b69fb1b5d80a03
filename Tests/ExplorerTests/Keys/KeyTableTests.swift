import Terminal
import Testing

@testable import Explorer

@Suite struct KeyTableTests {
    @Test("No key means two things where the focus is", arguments: Focus.allCases)
    func noConflicts(focus: Focus) {
        var owners: [[Key]: Command] = [:]
        for binding in KeyTable.bindings(in: focus) {
            for sequence in binding.keys {
                #expect(owners[sequence.keys] == nil, "\(sequence) is \(binding.command) and \(owners[sequence.keys] as Any)")
                owners[sequence.keys] = binding.command
            }
        }
    }

    @Test("No key that does something alone also begins something", arguments: Focus.allCases)
    func prefixesNeverAct(focus: Focus) {
        let sequences = KeyTable.bindings(in: focus).flatMap(\.keys)
        for sequence in sequences {
            for other in sequences where other.continues(sequence.keys) { Issue.record("\(sequence) acts, and begins \(other)") }
        }
        #expect(Set(sequences.filter { $0.keys.count > 1 }.compactMap(\.keys.first)).isSubset(of: ["g", "y", "z"].map { .character($0) }))
    }

    @Test("Every command has a key", arguments: Command.allCases)
    func everyCommandIsBound(command: Command) {
        let keys = KeyTable.bindings.filter { $0.command == command }.flatMap(\.keys)
        #expect(!keys.isEmpty)
    }

    @Test("Nothing needs a key that terminals or SSH swallow", arguments: KeyTable.bindings.map(\.command))
    func keysTravel(command: Command) {
        let unsafe: [Key] = ["H", "J", "M", "I", "S", "Q"].map { .control($0) }
        for sequence in KeyTable.bindings.filter({ $0.command == command }).flatMap(\.keys) {
            for key in sequence.keys {
                #expect(!unsafe.contains(key) && !key.modifiers.contains(.alt))
                #expect(!key.modifiers.contains(.shift) || key == .backtab)
            }
        }
    }

    @Test("Every line has words that begin small, and a rank if it has a label")
    func linesAreWellFormed() {
        for binding in KeyTable.bindings {
            #expect(binding.help.first?.isLowercase == true && binding.help.last != "." && !binding.keys.isEmpty)
            #expect((binding.label == nil) == (binding.rank == 99) || binding.rank < 99)
        }
    }

    @Test func `Keys become commands, or the beginning of one, or nothing`() {
        #expect(KeyTable.match([.character("j")], in: .traces) == .command(.down))
        #expect(KeyTable.match([.character("z")], in: .waterfall) == .prefix)
        #expect(KeyTable.match([.character("z"), .character("M")], in: .waterfall) == .command(.foldAll))
        #expect(KeyTable.match([.character("z")], in: .traces) == .nothing)
        #expect(KeyTable.match([.enter], in: .services) == .command(.open))
    }

    @Test("The footer fits 80 columns with everything it could say", arguments: Focus.allCases)
    func footerFits(focus: Focus) {
        let drivers = Self.drivers(with: focus)
        #expect(!drivers.isEmpty)
        for driver in drivers {
            let entries = Footer.entries(for: driver.state)
            let width = entries.reduce(1) { $0 + $1.key.count + 1 + $1.label.count + 2 } - 2
            #expect(width <= 80, "\(width) columns: \(entries.map { $0.key + " " + $0.label })")
            let last = entries.suffix(2).map(\.label)
            #expect(last.contains("help") || focus == .overlay)
            #expect(last.contains { ["back", "quit", "close"].contains($0) })
        }
    }

    /// States in which a focus has much to say in its footer.
    private static func drivers(with focus: Focus) -> [Driver] {
        let walks = [
            "Tab", "Tab Enter Tab", "", "e", "Enter", "Enter ]", "Enter / p Enter", "Enter ] Enter", "Enter / p Enter Enter",
            "Enter Enter f",
            "?", "!", "s", "s o", "s Down", "s Tab Tab Tab", "s Backtab", "Enter ?", "Enter ] Enter j j j j j",
            "Enter / p Enter Enter j j j j j",
        ]
        var drivers: [Driver] = []
        for start in [Driver(Drawings.shop), Driver.withFindings(), Driver.loading()] {
            for keys in walks {
                var driver = start
                driver.press(keys)
                if driver.state.focus == focus { drivers.append(driver) }
            }
        }
        return drivers
    }

    @Test func `The documents name every binding`() {
        for (name, document) in [
            ("text", KeyTable.text), ("markdown", KeyTable.markdown), ("man", KeyTable.manPage.replacing("\\-", with: "-")),
        ] {
            for binding in KeyTable.bindings {
                #expect(document.contains(binding.help), "\(name) lacks \(binding.command)")
            }
        }
        #expect(KeyTable.text.contains("  gg, Home "))
        #expect(KeyTable.markdown.contains("| `zM` | fold everything | waterfall |"))
        #expect(!KeyTable.manPage.contains("\n'") && KeyTable.manPage.contains(".SS Folding\n.TP\n"))
    }
}

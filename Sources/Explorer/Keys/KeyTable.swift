import Terminal

/// Which key asks for what: one line a binding, from which dispatch, footer, help, palette and documents are made.
public enum KeyTable {
    /// What keys pressed so far amount to.
    public enum Match: Equatable, Sendable {
        /// They ask for this.
        case command(Command)
        /// They begin something.
        case prefix
        /// They mean nothing here.
        case nothing
    }

    /// What the keys ask for where the focus is.
    public static func match(_ keys: [Key], in focus: Focus) -> Match {
        guard let scopes = tables[focus] else { return .nothing }
        if let command = scopes.commands[keys] { return .command(command) }
        return scopes.prefixes.contains(keys) ? .prefix : .nothing
    }

    /// The bindings that hold where the focus is, the nearest scope first.
    public static func bindings(in focus: Focus) -> [Binding] {
        focus.scopes.flatMap { scope in bindings.filter { $0.scope == scope } }
    }

    /// The binding of a command where the focus is; elsewhere if it has none there.
    public static func binding(of command: Command, in focus: Focus) -> Binding? {
        bindings(in: focus).first { $0.command == command } ?? bindings.first { $0.command == command }
    }

    /// What may follow keys that begin something, with the last key and what it does.
    static func continuations(of keys: [Key], in focus: Focus) -> [(key: String, binding: Binding)] {
        bindings(in: focus).flatMap { binding in
            binding.keys.filter { $0.continues(keys) }.map {
                (KeySequence(Array($0.keys.dropFirst(keys.count))).map(shortName) ?? "", binding)
            }
        }
    }

    /// A key as narrow places write it: arrows as signs, the rest as it is.
    static func shortName(_ sequence: KeySequence) -> String { sequence.description }

    private struct Table: Sendable {
        var commands: [[Key]: Command] = [:]
        var prefixes: Set<[Key]> = []
    }

    private static let tables: [Focus: Table] = {
        var tables: [Focus: Table] = [:]
        for focus in Focus.allCases {
            var table = Table()
            for binding in bindings(in: focus) {
                for sequence in binding.keys where table.commands[sequence.keys] == nil {
                    table.commands[sequence.keys] = binding.command
                    for length in 1..<max(1, sequence.keys.count) { table.prefixes.insert(Array(sequence.keys.prefix(length))) }
                }
            }
            tables[focus] = table
        }
        return tables
    }()
}

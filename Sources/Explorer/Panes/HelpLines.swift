/// The lines of the help: the keys that hold where the focus was, under their headings; then what signs and numbers mean.
enum HelpLines {
    enum Line: Equatable {
        case heading(String)
        case key(String, help: String, command: String)
        case meaning(Meaning)
        case blank
    }

    /// All lines, or those that mention what is looked for.
    static func lines(for help: HelpState) -> [Line] {
        let wanted = help.text.lowercased()
        var lines: [Line] = []
        let bindings = KeyTable.bindings(in: help.focus)
        for group in Binding.Group.allCases {
            let entries = bindings.filter { $0.group == group }.map { binding in
                Line.key(binding.keys.map(\.description).joined(separator: " "), help: binding.help, command: binding.command.rawValue)
            }.filter { wanted.isEmpty || $0.mentions(wanted) }
            guard !entries.isEmpty else { continue }
            if !lines.isEmpty { lines.append(.blank) }
            lines.append(.heading(group.rawValue))
            lines += entries
        }
        let meanings = Meaning.allCases.filter { wanted.isEmpty || $0.text.lowercased().contains(wanted) }
        if !meanings.isEmpty {
            lines += [.blank, .heading("Signs and numbers")] + meanings.map { .meaning($0) }
        }
        return lines
    }
}

extension HelpLines.Line {
    func mentions(_ text: String) -> Bool {
        guard case .key(let keys, let help, let command) = self else { return false }
        return [keys, help, command].contains { $0.lowercased().contains(text) }
    }
}

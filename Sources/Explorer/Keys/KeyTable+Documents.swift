import Terminal

/// The table as documents: README, man page, `spanhound keys`.
extension KeyTable {
    /// Bindings under the headings of the help, in the order of the table.
    public static var groups: [(title: String, bindings: [Binding])] {
        Binding.Group.allCases.map { group in (group.rawValue, bindings.filter { $0.group == group }) }
    }

    /// For `spanhound keys`: headings, keys, what they do and where they hold.
    public static var text: String {
        let width = bindings.map { keyList($0).joined(separator: ", ").count }.max() ?? 0
        return groups.map { group in
            let lines = group.bindings.map { binding in
                let keys = keyList(binding).joined(separator: ", ")
                let place = binding.scope == .anywhere ? "" : " (\(binding.scope.title.lowercased()))"
                return "  " + keys + String(repeating: " ", count: width - keys.count + 2) + binding.help + place + "\n"
            }
            return group.title + "\n" + lines.joined()
        }.joined(separator: "\n")
    }

    /// For README: a table in Markdown.
    public static var markdown: String {
        groups.map { group in
            let rows = group.bindings.map { binding in
                let keys = keyList(binding).map { "`\($0)`" }.joined(separator: " ")
                return "| \(keys) | \(binding.help) | \(binding.scope.title.lowercased()) |\n"
            }
            return "**\(group.title)**\n\n| Keys | What they do | Where |\n|---|---|---|\n" + rows.joined()
        }.joined(separator: "\n")
    }

    /// For the man page: sections of tagged paragraphs in man(7).
    public static var manPage: String {
        groups.map { group in
            let paragraphs = group.bindings.map { binding in
                let keys = keyList(binding).map { "\\fB\(escaped($0))\\fR" }.joined(separator: ", ")
                let place = binding.scope == .anywhere ? "" : " (\(binding.scope.title.lowercased()))"
                return ".TP\n\(keys)\n\(escaped(binding.help + place))\n"
            }
            return ".SS \(group.title)\n" + paragraphs.joined()
        }.joined()
    }

    private static func keyList(_ binding: Binding) -> [String] { binding.keys.map(\.description) }

    private static func escaped(_ text: String) -> String {
        let plain = text.replacing("\\", with: "\\e").replacing("-", with: "\\-")
        return plain.first == "." || plain.first == "'" ? "\\&" + plain : plain
    }
}

/// How keys are written in key tables, configuration and help: `j`, `G`, `Enter`, `Ctrl-L`, `Shift-Up`, `F1`.
extension Key: CustomStringConvertible {
    private static let names: [(code: Code, name: String)] = [
        (.space, "Space"), (.enter, "Enter"), (.escape, "Esc"), (.tab, "Tab"), (.backspace, "Backspace"), (.delete, "Delete"),
        (.insert, "Insert"), (.up, "Up"), (.down, "Down"), (.left, "Left"), (.right, "Right"), (.home, "Home"), (.end, "End"),
        (.pageUp, "PageUp"), (.pageDown, "PageDown"),
    ]

    private static let prefixes: [(modifier: Modifiers, prefix: String)] = [(.control, "Ctrl-"), (.alt, "Alt-"), (.shift, "Shift-")]

    /// Reads a key from its notation; nil if it is none.
    public init?(_ notation: String) {
        var rest = notation[...]
        var modifiers: Modifiers = []
        var found = true
        while found {
            found = false
            for (modifier, prefix) in Self.prefixes where rest.hasPrefix(prefix) && rest.count > prefix.count {
                rest.removeFirst(prefix.count)
                modifiers.insert(modifier)
                found = true
            }
        }
        guard let code = Self.code(named: rest) else { return nil }
        if rest == "Backtab" { modifiers.insert(.shift) }
        if case .character = code, modifiers.contains(.shift) { return nil }
        self.init(code, modifiers)
    }

    private static func code(named name: Substring) -> Code? {
        if name.count == 1, let character = name.first { return isTypeable(character) ? .character(character) : nil }
        if name == "Backtab" { return .tab }
        if let named = names.first(where: { $0.name == name }) { return named.code }
        if name.first == "F", ("1"..."9").contains(name.dropFirst().first ?? "0"), let number = Int(name.dropFirst()),
            (1...24).contains(number)
        {
            return .function(number)
        }
        return nil
    }

    private static func isTypeable(_ character: Character) -> Bool {
        character.unicodeScalars.allSatisfy { $0.value > 0x20 && !(0x7F...0xA0).contains($0.value) }
    }

    /// The key's notation, from which it can be read again.
    public var description: String {
        if self == .backtab { return "Backtab" }
        let prefix = Self.prefixes.filter { modifiers.contains($0.modifier) }.map(\.prefix).joined()
        switch code {
        case .character(let character): return prefix + String(character)
        case .function(let number): return prefix + "F\(number)"
        default: return prefix + (Self.names.first { $0.code == code }?.name ?? "")
        }
    }
}

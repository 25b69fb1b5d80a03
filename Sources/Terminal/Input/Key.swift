/// A key as the user names it: what it is, and what was held with it.
public struct Key: Hashable, Sendable {
    /// What a key is apart from what is held with it.
    public enum Code: Hashable, Sendable {
        /// A character; a space is `space`.
        case character(Character)
        case space, enter, escape, tab, backspace, delete, insert
        case up, down, left, right, home, end, pageUp, pageDown
        /// A function key, counted from one.
        case function(Int)
    }

    /// What is held with a key.
    public struct Modifiers: OptionSet, Hashable, Sendable {
        /// One bit a modifier.
        public let rawValue: UInt8

        /// The set of the given bits.
        public init(rawValue: UInt8) { self.rawValue = rawValue }

        /// Control.
        public static let control = Modifiers(rawValue: 1)
        /// Alt, or Meta.
        public static let alt = Modifiers(rawValue: 2)
        /// Shift; never with a character, which is another one then.
        public static let shift = Modifiers(rawValue: 4)
    }

    /// What it is.
    public let code: Code
    /// What was held with it.
    public let modifiers: Modifiers

    /// A key and what is held with it; Control makes no difference between small and large letters.
    public init(_ code: Code, _ modifiers: Modifiers = []) {
        self.modifiers = modifiers
        if case .character(let letter) = code, modifiers.contains(.control), ("a"..."z").contains(letter) {
            self.code = .character(Character(letter.uppercased()))
        } else {
            self.code = code
        }
    }

    /// The key that types a character.
    public static func character(_ character: Character) -> Key { Key(character == " " ? .space : .character(character)) }
    /// Control and a letter.
    public static func control(_ letter: Character) -> Key { Key(.character(letter), .control) }
    /// The Return key.
    public static let enter = Key(.enter)
    /// The Escape key.
    public static let escape = Key(.escape)
    /// The tabulator.
    public static let tab = Key(.tab)
    /// Shift and the tabulator.
    public static let backtab = Key(.tab, .shift)

    /// The character that the key would type into a text, or nil.
    public var typed: Character? {
        guard modifiers.isEmpty else { return nil }
        switch code {
        case .character(let character): return character
        case .space: return " "
        default: return nil
        }
    }
}

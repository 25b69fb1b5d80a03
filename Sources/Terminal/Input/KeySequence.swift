/// Keys pressed one after the other, such as `gg`, `zM` or a single `Enter`.
public struct KeySequence: Hashable, Sendable {
    /// The keys in the order in which they are pressed, at least one.
    public let keys: [Key]

    /// The sequence of one key.
    public init(_ key: Key) { keys = [key] }

    /// The sequence of the keys, or nil if there are none.
    public init?(_ keys: [Key]) {
        guard !keys.isEmpty else { return nil }
        self.keys = keys
    }

    /// Reads a sequence: the notation of one key, several parted by spaces (`g Enter`), or else one key a character (`gg`).
    public init?(_ notation: String) {
        if let key = Key(notation) {
            self.init(key)
            return
        }
        let words = notation.split(separator: " ").map(String.init)
        let notations = words.count == 1 ? notation.map { String($0) } : words
        let keys = notations.compactMap { Key($0) }
        guard keys.count == notations.count else { return nil }
        self.init(keys)
    }

    /// Whether this sequence begins with all the keys of the other, and goes on.
    public func continues(_ prefix: some Collection<Key>) -> Bool {
        keys.count > prefix.count && keys.starts(with: prefix)
    }
}

extension KeySequence: CustomStringConvertible {
    /// The notation, as short as it can be read again.
    public var description: String {
        let notations = keys.map(\.description)
        let short = notations.joined()
        return KeySequence(short) == self ? short : notations.joined(separator: " ")
    }
}

/// A line of text that is being typed: the text and where the next character goes.
public struct LineEditor: Hashable, Sendable {
    /// The text; one line, never longer than ``limit`` characters.
    public private(set) var text: String
    /// How many characters stand before the cursor.
    public private(set) var cursor: Int

    /// The most characters that a line may have.
    public static let limit = 10_000

    /// A line with the cursor at its end.
    public init(_ text: String = "") {
        self.text = String(Self.singleLine(text).prefix(Self.limit))
        cursor = self.text.count
    }

    /// Does what a key asks for.
    /// - Returns: false if the key means nothing to a line of text.
    public mutating func handle(_ key: Key) -> Bool {
        if let character = key.typed {
            insert(String(character))
            return true
        }
        guard let edit = Self.edits[key] else { return false }
        edit(&self)
        return true
    }

    /// Puts text at the cursor; line breaks and tabs become spaces.
    public mutating func insert(_ text: String) {
        let added = Self.singleLine(text).prefix(max(0, Self.limit - self.text.count))
        let (before, after) = parts
        let start = before + added
        cursor = start.count
        self.text = start + after
    }

    /// Replaces the whole text and puts the cursor at its end.
    public mutating func replace(with text: String) { self = LineEditor(text) }

    /// Removes the character before the cursor.
    public mutating func deleteBackward() { remove(from: cursor - 1) }
    /// Removes the character at the cursor.
    public mutating func deleteForward() { remove(to: cursor + 1) }
    /// Removes the word before the cursor and the spaces between them.
    public mutating func deleteWordBackward() { remove(from: wordStart) }
    /// Removes what is before the cursor.
    public mutating func deleteToStart() { remove(from: 0) }
    /// Removes what is after the cursor.
    public mutating func deleteToEnd() { remove(to: text.count) }
    /// Moves the cursor by characters, at most to the ends.
    public mutating func move(by characters: Int) { cursor = min(max(0, cursor + characters), text.count) }
    /// Moves the cursor to the beginning.
    public mutating func moveToStart() { cursor = 0 }
    /// Moves the cursor to the end.
    public mutating func moveToEnd() { cursor = text.count }
    /// Moves the cursor to the beginning of this word or the one before.
    public mutating func moveWordBackward() { cursor = wordStart }
    /// Moves the cursor past the end of this word or the next.
    public mutating func moveWordForward() { cursor = wordEnd }

    /// The text before the cursor, and the text from there.
    public var parts: (before: String, after: String) {
        let middle = text.index(text.startIndex, offsetBy: cursor)
        return (String(text[..<middle]), String(text[middle...]))
    }

    private var wordStart: Int {
        let before = parts.before.reversed()
        let blanks = before.prefix { $0 == " " }.count
        return cursor - blanks - before.dropFirst(blanks).prefix { $0 != " " }.count
    }

    private var wordEnd: Int {
        let after = parts.after
        let blanks = after.prefix { $0 == " " }.count
        return cursor + blanks + after.dropFirst(blanks).prefix { $0 != " " }.count
    }

    private mutating func remove(from start: Int? = nil, to end: Int? = nil) {
        let lower = max(0, start ?? cursor)
        let upper = min(end ?? cursor, text.count)
        guard lower < upper else { return }
        text = String(text.prefix(lower)) + String(text.dropFirst(upper))
        cursor = lower
    }

    private static func singleLine(_ text: String) -> String {
        String(text.map { $0.isNewline || $0 == "\t" ? " " : $0 })
    }
}

/// What stands in one place of the screen: a character, up to two marks upon it, and a style.
///
/// Trivial, so that rows compare as bytes.
public struct Cell: Hashable, Sendable {
    /// The character; nought in the right half of a wide one.
    var scalar: UInt32
    /// A combining mark over or under the character, or nought.
    var firstMark: UInt32
    /// A second one, or nought.
    var secondMark: UInt32
    /// How it looks.
    public internal(set) var style: Style

    init(_ scalar: UInt32, _ style: Style) {
        self.scalar = scalar
        firstMark = 0
        secondMark = 0
        self.style = style
    }

    static let blank = Cell(0x20, .plain)

    /// Whether the cell is covered by the wide character to its left.
    public var isContinuation: Bool { scalar == 0 }

    /// The character with its marks; empty in the right half of a wide one.
    public var text: String {
        var text = ""
        for value in [scalar, firstMark, secondMark] where value != 0 {
            text.unicodeScalars.append(Unicode.Scalar(value) ?? "\u{FFFD}")
        }
        return text
    }

    /// Puts one more mark on the character; a third is left out, which bounds what hostile text can pile up.
    mutating func add(mark: UInt32) {
        if firstMark == 0 {
            firstMark = mark
        } else if secondMark == 0 {
            secondMark = mark
        }
    }
}

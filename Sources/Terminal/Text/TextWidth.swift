/// How many columns text takes, by the same rules by which a canvas draws it.
///
/// What terminals disagree about is decided so that all of them agree on the width of what is sent: emoji joined by U+200D are drawn one
/// by one, variation selectors and skin tones after an emoji are left out, a flag is its two letters in a column each.
public enum TextWidth {
    /// The columns that the text takes: counts no further than `limit`, so that very long text costs no more than what can be shown.
    /// - Complexity: O(*n*) in the scalars of the text, or `limit` if that is less.
    public static func columns(of text: some StringProtocol, atMost limit: Int = .max) -> Int {
        var glyphs = GlyphIterator(text.unicodeScalars.makeIterator())
        var total = 0
        while total < limit, let glyph = glyphs.next() { total += glyph.width }
        return min(total, limit)
    }

    /// How a scalar is laid out.
    enum Layout {
        /// One column, two columns, on the character before, not at all, or as a visible sign in one column.
        case narrow, wide, mark, omitted, replaced
    }

    /// Finds how a scalar is laid out, whatever stands before it.
    static func layout(of scalar: UInt32) -> Layout {
        if scalar < 0x300 {
            let isControl = scalar < 0x20 || (0x7F...0x9F).contains(scalar) || scalar == 0xAD
            return isControl ? .replaced : .narrow
        }
        if isOmitted(scalar) { return .omitted }
        if isInvisible(scalar) { return .replaced }
        if contains(scalar, in: marks) { return .mark }
        return scalar >= 0x1100 && contains(scalar, in: wide) ? .wide : .narrow
    }

    /// Joiners and variation selectors: they change how their neighbours look, not what they say.
    private static func isOmitted(_ scalar: UInt32) -> Bool {
        scalar == 0x200C || scalar == 0x200D || (0xFE00...0xFE0F).contains(scalar) || (0xE0100...0xE01EF).contains(scalar)
    }

    /// Scalars that would change the direction of text, break the line or hide: they are shown as a sign instead.
    private static func isInvisible(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x034F, 0x061C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B...0x180F, 0x200B, 0x200E, 0x200F, 0x2028...0x202E, 0x2060...0x206F,
            0x3164,
            0xD800...0xDFFF, 0xFEFF, 0xFFA0, 0xFFF0...0xFFFB, 0xFFFE, 0xFFFF, 0xE0000...0xE00FF:
            true
        case 0x600...0x605, 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD, 0x13430...0x1345F, 0x1BCA0...0x1BCA3, 0x1D173...0x1D17A:
            true
        default: false
        }
    }

    private static func contains(_ scalar: UInt32, in ranges: [ClosedRange<UInt32>]) -> Bool {
        var low = 0
        var high = ranges.count
        while low < high {
            let middle = (low + high) / 2
            if ranges[middle].upperBound < scalar {
                low = middle + 1
            } else {
                high = middle
            }
        }
        return low < ranges.count && ranges[low].contains(scalar)
    }
}

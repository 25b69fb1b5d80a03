/// Cells that are filled in part, in eighths of their width.
///
/// Unicode has blocks that fill a cell from the left, in eighths; to fill one from the right, the block of the eighths that stay empty is
/// drawn reversed. That needs no background colour, so it is right on any.
enum EighthBlocks {
    private static let full: UInt32 = 0x2588

    /// The character that shows the filled eighths of a cell, and whether it has to be reversed.
    /// - Parameter filled: not empty, within 0..<8. What touches neither end is moved to the nearer one.
    static func shape(_ filled: Range<Int>, glyphs: GlyphSet) -> (scalar: UInt32, isReversed: Bool) {
        if glyphs.isASCII { return (UInt32(UInt8(ascii: filled.count < 4 ? "-" : "=")), false) }
        if filled.count >= 8 { return (full, false) }
        let sticksLeft = filled.lowerBound == 0 || filled.upperBound < 8 && filled.lowerBound + filled.upperBound <= 8
        if sticksLeft { return (leftBlock(filled.count), false) }
        if glyphs.canReverse { return (leftBlock(8 - filled.count), true) }
        switch filled.count {
        case 1...2: return (0x2595, false)
        case 3...6: return (0x2590, false)
        default: return (full, false)
        }
    }

    /// One to eight eighths from the left.
    private static func leftBlock(_ eighths: Int) -> UInt32 { full + UInt32(8 - eighths) }
}

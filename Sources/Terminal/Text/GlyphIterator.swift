/// One character as it is drawn: what goes into a cell, and how many columns it takes.
struct Glyph: Equatable {
    /// The character, or the control character that a sign stands for.
    var scalar: UInt32
    /// The marks upon it, or noughts.
    var firstMark: UInt32 = 0
    var secondMark: UInt32 = 0
    /// One or two.
    var width: Int
    /// Whether a sign has to be drawn in the place of the scalar.
    var isReplaced = false
}

/// Walks the scalars of a text and gathers what belongs in one cell.
struct GlyphIterator<Scalars: IteratorProtocol>: IteratorProtocol where Scalars.Element == Unicode.Scalar {
    private var scalars: Scalars
    private var pending: Glyph?

    init(_ scalars: Scalars) { self.scalars = scalars }

    mutating func next() -> Glyph? {
        while let scalar = scalars.next()?.value {
            if let complete = take(scalar) { return complete }
        }
        defer { pending = nil }
        return pending
    }

    /// Adds the scalar to the glyph under way, or starts a new one and returns the one that is complete.
    private mutating func take(_ scalar: UInt32) -> Glyph? {
        switch TextWidth.layout(of: scalar) {
        case .narrow: return start(Glyph(scalar: scalar, width: 1))
        case .replaced: return start(Glyph(scalar: scalar, width: 1, isReplaced: true))
        case .omitted: return nil
        case .wide:
            let isSkinTone = (0x1F3FB...0x1F3FF).contains(scalar)
            if isSkinTone, let emoji = pending, emoji.scalar >= 0x261D, !emoji.isReplaced { return nil }
            return start(Glyph(scalar: scalar, width: 2))
        case .mark:
            guard let base = pending, !base.isReplaced else {
                return start(Glyph(scalar: 0x25CC, firstMark: scalar, width: 1))
            }
            if base.firstMark == 0 {
                pending?.firstMark = scalar
            } else if base.secondMark == 0 {
                pending?.secondMark = scalar
            }
            return nil
        }
    }

    private mutating func start(_ glyph: Glyph) -> Glyph? {
        defer { pending = glyph }
        return pending
    }
}

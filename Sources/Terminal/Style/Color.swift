/// A colour as the terminal's user has set it up: their default, or an entry of their palette.
public enum Color: Hashable, Sendable {
    /// What the terminal shows when nothing was asked for; right on light and dark backgrounds.
    case `default`
    /// An entry of the palette: 0-7 plain, 8-15 bright, 16-231 a cube of 6x6x6, 232-255 greys.
    case palette(UInt8)

    /// Nine bits: nought is the default, the others are the palette's entries counted from one.
    var code: UInt32 {
        switch self {
        case .default: 0
        case .palette(let index): UInt32(index) + 1
        }
    }

    init(code: UInt32) {
        self = code == 0 ? .default : .palette(UInt8(truncatingIfNeeded: code - 1))
    }
}

/// How many colours may be used.
public enum ColorDepth: Int, Hashable, Sendable, Comparable, CaseIterable {
    /// None: the terminal has none, or the user wants none.
    case none = 0
    /// The eight plain colours.
    case eight = 8
    /// The plain and the bright ones.
    case sixteen = 16
    /// The palette of 256.
    case full = 256

    /// Whether the left one has fewer colours.
    public static func < (left: ColorDepth, right: ColorDepth) -> Bool { left.rawValue < right.rawValue }

    /// The most that a terminal with so many colours can be asked for.
    public init(colors: Int) {
        self = Self.allCases.last { $0.rawValue <= max(0, colors) } ?? .none
    }

    /// Whether a colour can be shown.
    public func includes(_ color: Color) -> Bool {
        guard case .palette(let index) = color else { return true }
        return Int(index) < rawValue
    }
}

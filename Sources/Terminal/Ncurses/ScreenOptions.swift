/// What the user wishes of the screen.
public struct ScreenOptions: Hashable, Sendable {
    /// When to use colours.
    public enum ColorChoice: String, Hashable, Sendable, CaseIterable {
        /// As the terminal can, unless NO_COLOR is set.
        case auto
        /// As the terminal can, whatever NO_COLOR says.
        case always
        /// Not at all.
        case never
    }

    /// When to use colours.
    public var colors: ColorChoice
    /// Whether to draw with ASCII alone, even where more is possible.
    public var isASCII: Bool
    /// Whether clicks and the wheel come to the program; without it, the terminal itself selects text with the mouse.
    public var hasMouse: Bool

    /// Wishes; by default all that the terminal can, the mouse included.
    public init(colors: ColorChoice = .auto, isASCII: Bool = false, hasMouse: Bool = true) {
        self.colors = colors
        self.isASCII = isASCII
        self.hasMouse = hasMouse
    }

    /// How many colours to use.
    /// - Parameters:
    ///   - available: as many as the terminal has.
    ///   - noColor: the value of NO_COLOR; only a value that is not empty counts (no-color.org).
    func depth(available: Int, noColor: String?) -> ColorDepth {
        let isRefused = colors == .never || colors == .auto && noColor?.isEmpty == false
        return isRefused ? .none : ColorDepth(colors: available)
    }
}

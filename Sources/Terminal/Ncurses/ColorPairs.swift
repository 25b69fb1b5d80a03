import CNcurses

/// The pairs of colours that ncurses wants to have numbered, numbered as they are first used.
struct ColorPairs {
    private var numbers: [UInt32: Int32] = [:]
    private let depth: ColorDepth
    /// Whether colours of the terminal's user can be left as they are; if not, they are white on black.
    private let hasDefaults: Bool

    /// Starts colours, as many as the depth says.
    init(options: ScreenOptions, noColor: String?) {
        // Before colours are started their number is unknown.
        guard options.depth(available: 256, noColor: noColor) != .none, has_colors(), start_color() == OK else {
            (depth, hasDefaults) = (.none, true)
            return
        }
        hasDefaults = use_default_colors() == OK
        depth = options.depth(available: Int(nc_colors()), noColor: noColor)
    }

    /// How many colours are in use.
    var colorDepth: ColorDepth { depth }

    /// The number of the pair of a style's colours; nought, the terminal's own, if it cannot be had.
    mutating func number(for style: Style) -> Int32 {
        let key = style.bits & 0x3FFFF
        if key == 0 || depth == .none { return 0 }
        if let number = numbers[key] { return number }
        var number = Int32(numbers.count + 1)
        let foreground = index(of: style.foreground, otherwise: hasDefaults ? -1 : 7)
        let background = index(of: style.background, otherwise: hasDefaults ? -1 : 0)
        if number >= nc_color_pairs() || init_extended_pair(number, foreground, background) != OK { number = 0 }
        numbers[key] = number
        return number
    }

    private func index(of color: Color, otherwise fallback: Int32) -> Int32 {
        guard case .palette(let index) = color, depth.includes(color) else { return fallback }
        return Int32(index)
    }
}

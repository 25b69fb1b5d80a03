extension Theme {
    /// Fourteen colours that stay apart for red-blind and green-blind eyes, that reach a contrast of 2.7:1 on white and 3:1 on black, and that
    /// are far from the red of errors.
    static let serviceColors: [UInt8] = [25, 172, 34, 141, 37, 205, 58, 93, 65, 200, 31, 126, 35, 167]

    /// The plain colours, without the black and white of backgrounds and with the red of errors last.
    private static let plainServiceColors: [UInt8] = [6, 5, 2, 4, 3, 1]

    /// The style in which the spans of a service are drawn; the services are counted from nought, and styles recur when there are too many.
    ///
    /// Terminals with few colours get bold ones for a second round.
    public func service(_ number: Int) -> Style {
        let number = max(0, number)
        switch depth {
        case .none: return .plain
        case .eight, .sixteen:
            let colors = Self.plainServiceColors
            let isSecondRound = number / colors.count % 2 == 1
            return Style(foreground: .palette(colors[number % colors.count]), attributes: isSecondRound ? .bold : [])
        case .full: return Style(foreground: .palette(Self.serviceColors[number % Self.serviceColors.count]))
        }
    }
}

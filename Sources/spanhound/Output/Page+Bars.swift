import Terminal

extension Page {
    /// A bar for a share, drawn in cells: nothing at all for 0 or for what is not known.
    ///
    /// - Parameter share: 0...1; more is drawn as 1.
    func bar(_ share: Double?, columns: Int, _ style: Style = .plain) -> StyledText {
        guard let share, share > 0 else { return StyledText("") }
        var canvas = Canvas(size: Size(columns: columns, rows: 1), glyphs: glyphs)
        canvas.bar(from: 0, to: min(1, share) * Double(columns), at: .zero, width: columns)
        return StyledText(canvas.rows.first ?? "", style)
    }
}

extension Canvas {
    /// Draws how much of something is done.
    /// - Parameter fraction: 0...1; what lies outside counts as the nearer end.
    public mutating func progressBar(_ fraction: Double, at point: Point, width: Int, style: Style = .plain, restStyle: Style = .plain) {
        let done = fraction > 0 ? min(fraction, 1) : 0
        fill(Rect(origin: point, size: Size(columns: width, rows: 1)), with: glyphs.shade, style: restStyle)
        if done > 0 { bar(from: 0, to: done * Double(width), at: point, width: width, style: style) }
    }

    /// Draws values as columns of one cell each, the tallest for the largest; what is nought or less stays blank, anything above is seen.
    public mutating func sparkline(_ values: [Double], at point: Point, style: Style = .plain) {
        let largest = values.filter(\.isFinite).max() ?? 0
        guard largest > 0 else { return }
        let levels = glyphs.levels
        for (offset, value) in values.prefix(max(0, size.columns - point.column)).enumerated() where value > 0 {
            let level = Int((min(value, largest) / largest * Double(levels.count)).rounded(.up))
            put(levels[min(max(1, level), levels.count) - 1], at: Point(column: point.column + offset, row: point.row), style: style)
        }
    }
}

extension Canvas {
    /// Draws a line from left to right.
    public mutating func horizontalLine(at point: Point, length: Int, style: Style = .plain) {
        fill(Rect(origin: point, size: Size(columns: length, rows: 1)), with: glyphs.horizontalLine, style: style)
    }

    /// Draws a line from top to bottom.
    public mutating func verticalLine(at point: Point, length: Int, style: Style = .plain) {
        fill(Rect(origin: point, size: Size(columns: 1, rows: length)), with: glyphs.verticalLine, style: style)
    }

    /// Draws a frame just inside of a rectangle, with a title in its upper edge; leaves what is inside alone.
    public mutating func box(_ rect: Rect, style: Style = .plain, title: String = "", titleStyle: Style? = nil) {
        guard rect.size.columns >= 2, rect.size.rows >= 2 else { return }
        let left = rect.columns.lowerBound
        let right = rect.columns.upperBound - 1
        let top = rect.rows.lowerBound
        let bottom = rect.rows.upperBound - 1
        for row in [top, bottom] { horizontalLine(at: Point(column: left, row: row), length: rect.size.columns, style: style) }
        for column in [left, right] { verticalLine(at: Point(column: column, row: top), length: rect.size.rows, style: style) }
        for (corner, column, row) in [("┌", left, top), ("┐", right, top), ("└", left, bottom), ("┘", right, bottom)] {
            put(corner, at: Point(column: column, row: row), style: style)
        }
        let room = rect.size.columns - 6
        guard !title.isEmpty, room > 0 else { return }
        let fitted = Truncation.tail.fit(title, columns: room, ellipsis: glyphs.ellipsis)
        put(" \(fitted) ", at: Point(column: left + 2, row: top), style: titleStyle ?? style)
    }

    /// Shows a rectangle as selected: exchanges foreground and background, so that it shows on every terminal and nothing moves.
    ///
    /// Bars keep their shape, but their colour is that of the background then: select what is beside a bar where its colour matters.
    public mutating func select(_ rect: Rect) {
        restyle(rect) { $0.reversed() }
    }
}

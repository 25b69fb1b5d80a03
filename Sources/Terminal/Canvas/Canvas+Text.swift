extension Canvas {
    /// Draws one line of text, clipped to the region.
    ///
    /// - Parameters:
    ///   - point: where the text begins; may lie outside of the region.
    ///   - maxWidth: how many columns the text may take.
    ///   - truncation: what to do if it needs more.
    /// - Returns: the column after the text, or after what there was room for.
    /// - Complexity: O(*m*) in the columns there is room for, with `clip` and `tail`.
    @discardableResult
    public mutating func put(
        _ text: String, at point: Point, style: Style = .plain, maxWidth: Int = .max, truncation: Truncation = .clip
    ) -> Int {
        let room = min(maxWidth, size.columns - point.column)
        guard room > 0 else { return point.column }
        if truncation == .clip || TextWidth.columns(of: text, atMost: room + 1) <= room {
            return draw(text, at: point, style: style, room: room)
        }
        return draw(truncation.fit(text, columns: room, ellipsis: glyphs.ellipsis), at: point, style: style, room: room)
    }

    /// Draws pieces of text one after the other.
    /// - Returns: the column after the last of them, or after what there was room for.
    @discardableResult
    public mutating func put(_ pieces: [StyledText], at point: Point, maxWidth: Int = .max, truncation: Truncation = .clip) -> Int {
        let end = maxWidth == .max ? Int.max : point.column + maxWidth
        var column = point.column
        for piece in pieces where column < end {
            column = put(
                piece.text, at: Point(column: column, row: point.row), style: piece.style, maxWidth: end - column, truncation: truncation)
        }
        return column
    }

    /// Draws text so that it ends before a column: numbers, and whatever belongs at a right edge.
    ///
    /// Of text that is too long the beginning is kept.
    /// - Returns: the column at which the text begins.
    @discardableResult
    public mutating func putRight(_ text: String, endingAt end: Point, style: Style = .plain, maxWidth: Int = .max) -> Int {
        let room = min(maxWidth, end.column)
        guard room > 0 else { return end.column }
        let fitted = Truncation.tail.fit(text, columns: room, ellipsis: glyphs.ellipsis)
        let start = Point(column: end.column - TextWidth.columns(of: fitted), row: end.row)
        put(fitted, at: start, style: style)
        return start.column
    }

    private mutating func draw(_ text: String, at point: Point, style: Style, room: Int) -> Int {
        let placed = point + origin
        let isVisible = clip.rows.contains(placed.row)
        let ascii = isVisible ? drawASCII(text, at: placed, style: style, room: room) : nil
        if let ascii { return ascii - origin.column }
        var column = placed.column
        let end = placed.column + room
        var glyphs = GlyphIterator(text.unicodeScalars.makeIterator())
        while column < end, let glyph = glyphs.next(), column + glyph.width <= end {
            if isVisible { draw(glyph, column: column, row: placed.row, style: style) }
            column += glyph.width
        }
        return column - origin.column
    }

    /// The quick way for text that is printable ASCII as far as it is shown; nil if it is not.
    private mutating func drawASCII(_ text: String, at placed: Point, style: Style, room: Int) -> Int? {
        var text = text
        return text.withUTF8 { bytes -> Int? in
            let shown = bytes.prefix(room)
            guard shown.allSatisfy({ (0x20...0x7E).contains($0) }) else { return nil }
            // A mark that follows the last column would belong upon it.
            if bytes.count > shown.count, bytes[shown.count] > 0x7E { return nil }
            let columns = (placed.column..<placed.column + shown.count).clamped(to: clip.columns)
            mend(columns, row: placed.row)
            let first = index(0, placed.row)
            for column in columns { cells[first + column] = Cell(UInt32(bytes[column - placed.column]), style) }
            return placed.column + shown.count
        }
    }

    /// Draws one glyph at a place of the screen; where only half of a wide one is visible, a blank has to do.
    private mutating func draw(_ glyph: Glyph, column: Int, row: Int, style: Style) {
        let columns = (column..<column + glyph.width).clamped(to: clip.columns)
        guard !columns.isEmpty else { return }
        mend(columns, row: row)
        if columns.count < glyph.width {
            for column in columns { cells[index(column, row)] = Cell(0x20, style) }
            return
        }
        let cell = glyph.cell(in: glyphs, style: style)
        cells[index(column, row)] = cell
        guard glyph.width == 2 else { return }
        // ASCII has no wide shapes: the width is kept by a second one.
        cells[index(column + 1, row)] = glyphs.isASCII ? cell : Cell(0, style)
    }
}

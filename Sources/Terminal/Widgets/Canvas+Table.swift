extension Canvas {
    /// Draws one row of a table: a text a column, each cut with an ellipsis where its column ends.
    public mutating func tableRow(_ texts: [StyledText], layout: TableLayout, row: Int) {
        for ((text, column), place) in zip(zip(texts, layout.columns), layout.places) {
            if let place { put(text, in: place, aligned: column.alignment, row: row) }
        }
    }

    /// Draws the titles of a table's columns.
    /// - Parameters:
    ///   - sorted: the column by which the table is sorted, which gets an arrow; if it is full, in the gap beside it.
    ///   - ascending: whether the smallest stand first.
    public mutating func tableHeader(_ layout: TableLayout, row: Int, style: Style, sorted: Int? = nil, ascending: Bool = false) {
        let arrow = ascending ? glyphs.upwards : glyphs.downwards
        for (index, column) in layout.columns.enumerated() {
            guard var place = layout.places[index] else { continue }
            var title = column.title
            switch column.alignment {
            case .left where index == sorted:
                title += arrow
                place = place.lowerBound..<place.upperBound + 1
            case .right where index == sorted:
                title = arrow + title
                place = max(0, place.lowerBound - 1)..<place.upperBound
            default: break
            }
            put(StyledText(title, style), in: place, aligned: column.alignment, row: row)
        }
    }

    private mutating func put(_ text: StyledText, in place: Range<Int>, aligned alignment: TableLayout.Column.Alignment, row: Int) {
        switch alignment {
        case .left:
            put(text.text, at: Point(column: place.lowerBound, row: row), style: text.style, maxWidth: place.count, truncation: .tail)
        case .right:
            putRight(text.text, endingAt: Point(column: place.upperBound, row: row), style: text.style, maxWidth: place.count)
        }
    }
}

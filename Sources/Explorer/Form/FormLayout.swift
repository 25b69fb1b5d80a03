import Terminal

/// Where the lines of the form and its list are.
///
/// Arithmetic only.
struct FormLayout: Equatable {
    /// The frame.
    let box: Rect
    /// Where labels and texts begin, from the frame's left edge.
    static let labelColumn = 4
    let valueColumn: Int
    /// Where remarks begin; nil if there is no room for them.
    let remarkColumn: Int?
    /// What each row inside the frame shows; nil is a blank one.
    let lines: [FormField?]
    /// The frame of the list; empty while it is closed.
    let choices: Rect

    init(_ form: SearchForm, in area: Rect) {
        let fields = form.fields
        var all: [FormField?] = []
        for field in fields {
            if field.beginsGroup { all.append(nil) }
            all.append(field)
        }
        let isRoomy = all.count + 2 <= area.size.rows
        if !isRoomy { all = fields }
        // Air above the first field and below the button is worth having only where all of them fit.
        if isRoomy, all.count + 4 <= area.size.rows { all = [nil] + all + [nil] }
        let height = min(all.count, max(0, area.size.rows - 2))
        let focus = all.firstIndex(of: form.focus) ?? 0
        let isScrolled = height < all.count
        let top = !isScrolled ? 0 : form.choices != nil ? focus : min(max(0, focus - height / 2), all.count - height)
        lines = Array(all[top..<min(all.count, top + height)])
        let isNarrow = area.size.columns < 60
        // Of panes that show a little on both sides nothing can be read.
        box = area.centered(Size(columns: area.size.columns < 110 ? area.size.columns : 96, rows: height + 2))
        valueColumn = Self.labelColumn + (isNarrow ? 15 : 17)
        remarkColumn = isNarrow ? nil : valueColumn + 24
        let count = form.choices?.count ?? 0
        choices = Self.choices(count, under: box.origin.row + 1 + focus - top, from: box.origin.column + valueColumn - 2, inside: box)
    }

    /// The list lies under its field where there is room for it, else above.
    private static func choices(_ count: Int, under row: Int, from column: Int, inside box: Rect) -> Rect {
        guard count > 0 else { return .zero }
        let below = box.rows.upperBound - row - 2, above = row - box.rows.lowerBound - 1
        let wanted = min(count, 8) + 2
        let isBelow = below >= wanted || below >= above
        let height = min(wanted, isBelow ? below : above)
        guard height >= 3 else { return .zero }
        return Rect(
            column: column, row: isBelow ? row + 1 : row - height, columns: box.columns.upperBound - 1 - column, rows: height)
    }

    /// Names of the list that are seen.
    var choiceRows: Int { max(0, choices.size.rows - 2) }

    /// The field at a point of the screen.
    func field(at point: Point) -> FormField? {
        let inner = box.inset(columns: 1, rows: 1)
        let row = point.row - inner.rows.lowerBound
        return inner.contains(point) && row < lines.count ? lines[row] : nil
    }

    /// The row of the list at a point of the screen.
    func choice(at point: Point) -> Int? {
        let inner = choices.inset(columns: 1, rows: 1)
        return inner.contains(point) ? point.row - inner.rows.lowerBound : nil
    }
}

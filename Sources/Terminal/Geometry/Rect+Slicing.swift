/// Layout by cutting: take a header off the top, a footer off the bottom, and give the rest to the body.
extension Rect {
    /// Cuts rows off the upper edge, at most all there are, and returns them.
    public mutating func takeTop(_ rows: Int) -> Rect {
        let taken = min(max(0, rows), size.rows)
        let slice = Rect(origin: origin, size: Size(columns: size.columns, rows: taken))
        self = Rect(column: origin.column, row: origin.row + taken, columns: size.columns, rows: size.rows - taken)
        return slice
    }

    /// Cuts rows off the lower edge, at most all there are, and returns them.
    public mutating func takeBottom(_ rows: Int) -> Rect {
        let taken = min(max(0, rows), size.rows)
        let rest = size.rows - taken
        let slice = Rect(column: origin.column, row: origin.row + rest, columns: size.columns, rows: taken)
        size = Size(columns: size.columns, rows: rest)
        return slice
    }

    /// Cuts columns off the left edge, at most all there are, and returns them.
    public mutating func takeLeft(_ columns: Int) -> Rect {
        let taken = min(max(0, columns), size.columns)
        let slice = Rect(origin: origin, size: Size(columns: taken, rows: size.rows))
        self = Rect(column: origin.column + taken, row: origin.row, columns: size.columns - taken, rows: size.rows)
        return slice
    }

    /// Cuts columns off the right edge, at most all there are, and returns them.
    public mutating func takeRight(_ columns: Int) -> Rect {
        let taken = min(max(0, columns), size.columns)
        let rest = size.columns - taken
        let slice = Rect(column: origin.column + rest, row: origin.row, columns: taken, rows: size.rows)
        size = Size(columns: rest, rows: size.rows)
        return slice
    }

    /// A rectangle of the given size in the middle of this one, no larger than this one.
    public func centered(_ wanted: Size) -> Rect {
        let columns = min(wanted.columns, size.columns)
        let rows = min(wanted.rows, size.rows)
        return Rect(
            column: origin.column + (size.columns - columns) / 2, row: origin.row + (size.rows - rows) / 2,
            columns: columns, rows: rows)
    }
}

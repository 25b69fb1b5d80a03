/// A rectangle of cells.
public struct Rect: Hashable, Sendable {
    /// The upper left cell.
    public var origin: Point
    /// Its width and height.
    public var size: Size

    /// The rectangle with a corner and a size.
    public init(origin: Point, size: Size) {
        self.origin = origin
        self.size = size
    }

    /// The rectangle that starts at a column and a row; negative lengths count as none.
    public init(column: Int, row: Int, columns: Int, rows: Int) {
        self.init(origin: Point(column: column, row: row), size: Size(columns: columns, rows: rows))
    }

    /// No cells at all.
    public static let zero = Rect(origin: .zero, size: .zero)

    /// The columns it covers.
    public var columns: Range<Int> { origin.column..<origin.column + size.columns }
    /// The rows it covers.
    public var rows: Range<Int> { origin.row..<origin.row + size.rows }
    /// Whether it covers no cell.
    public var isEmpty: Bool { size.isEmpty }

    /// Whether the cell lies inside.
    public func contains(_ point: Point) -> Bool { columns.contains(point.column) && rows.contains(point.row) }

    /// The cells that both cover.
    public func intersection(_ other: Rect) -> Rect {
        let columns = columns.clamped(to: other.columns)
        let rows = rows.clamped(to: other.rows)
        return Rect(column: columns.lowerBound, row: rows.lowerBound, columns: columns.count, rows: rows.count)
    }

    /// The same rectangle shifted.
    public func moved(by offset: Point) -> Rect { Rect(origin: origin + offset, size: size) }

    /// The rectangle that is smaller by the margins on each of its sides.
    public func inset(columns: Int = 0, rows: Int = 0) -> Rect {
        Rect(
            column: origin.column + min(columns, size.columns), row: origin.row + min(rows, size.rows),
            columns: size.columns - 2 * columns, rows: size.rows - 2 * rows)
    }
}

/// A cell's place on the screen or in a region of it, counted from the upper left corner.
public struct Point: Hashable, Sendable {
    /// Columns from the left edge.
    public var column: Int
    /// Rows from the upper edge.
    public var row: Int

    /// The cell at the given column and row.
    public init(column: Int, row: Int) {
        self.column = column
        self.row = row
    }

    /// The upper left corner.
    public static let zero = Point(column: 0, row: 0)

    /// The point as many columns and rows further as the other lies from the corner.
    public static func + (left: Point, right: Point) -> Point {
        Point(column: left.column + right.column, row: left.row + right.row)
    }
}

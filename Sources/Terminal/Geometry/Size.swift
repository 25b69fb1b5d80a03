/// How many cells something takes.
public struct Size: Hashable, Sendable {
    /// The width in cells, never negative.
    public let columns: Int
    /// The height in cells, never negative.
    public let rows: Int

    /// A size; negative lengths count as none.
    public init(columns: Int, rows: Int) {
        self.columns = max(0, columns)
        self.rows = max(0, rows)
    }

    /// No cells at all.
    public static let zero = Size(columns: 0, rows: 0)

    /// Whether there is no cell to draw on.
    public var isEmpty: Bool { columns == 0 || rows == 0 }

    /// Whether something of the other size fits inside.
    public func holds(_ other: Size) -> Bool { columns >= other.columns && rows >= other.rows }
}

/// A writer's hand on a ``Column``: appends without touching the column object, block by block.
///
/// The column learns of the rows by ``sync()``.
struct ColumnAppender<Element: BitwiseCopyable> {
    private let column: Column<Element>
    private var block: UnsafeMutablePointer<Element>
    private(set) var count: Int

    init(_ column: Column<Element>) {
        self.column = column
        count = column.count
        block = column.block(holding: count)
    }

    @inline(__always)
    mutating func append(_ element: Element) {
        let offset = count & (Column<Element>.blockRows - 1)
        if offset == 0 { block = column.block(holding: count) }
        block[offset] = element
        count += 1
    }

    /// Takes back the rows from `newCount` on.
    mutating func rewind(to newCount: Int) {
        count = newCount
        block = column.block(holding: newCount)
    }

    /// Tells the column how many rows it has.
    func sync() { column.setCount(count) }
}

/// A writer's hand on an ``AttributeTable``.
struct AttributeAppender {
    private var keys: ColumnAppender<UInt32>
    private var values: ColumnAppender<UInt64>

    init(_ table: AttributeTable) {
        keys = ColumnAppender(table.keys)
        values = ColumnAppender(table.values)
    }

    var count: Int { keys.count }

    @inline(__always)
    mutating func append(_ key: StringID, _ type: StoredType, _ value: UInt64) {
        keys.append(key.rawValue | type.rawValue << 28)
        values.append(value)
    }

    mutating func rewind(to count: Int) {
        keys.rewind(to: count)
        values.rewind(to: count)
    }

    func sync() {
        keys.sync()
        values.sync()
    }
}

/// Sums and differences that stay at the end of the range instead of wrapping round.
extension Int64 {
    /// The sum, or the nearest value that fits.
    @inlinable public func addingSaturated(_ other: Int64) -> Int64 {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? (other < 0 ? .min : .max) : sum
    }

    /// The difference, or the nearest value that fits.
    @inlinable public func subtractingSaturated(_ other: Int64) -> Int64 {
        let (difference, overflow) = subtractingReportingOverflow(other)
        return overflow ? (other < 0 ? .max : .min) : difference
    }
}

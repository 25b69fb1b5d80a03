/// An append-only column of plain values in blocks of 4,096 rows.
///
/// Blocks never move and a row that was published is never written again, so a reader that knows a row count may read
/// those rows while one writer appends more. The directory of blocks grows by copying; old directories stay alive until
/// the column goes, because a ``ColumnView`` taken earlier still reads through its own.
///
/// `@unchecked Sendable`: one writer appends behind the rows that readers know of; the two never touch the same memory.
public final class Column<Element: BitwiseCopyable>: @unchecked Sendable {
    @inlinable static var blockBits: Int { 12 }
    @inlinable static var blockRows: Int { 1 << blockBits }

    private var directory: UnsafeMutablePointer<UnsafeMutablePointer<Element>>
    private var blocks = 0
    private var capacity = 4
    private var retired: [UnsafeMutablePointer<UnsafeMutablePointer<Element>>] = []
    /// Rows written so far; for the writer alone.
    public private(set) var count = 0

    /// Creates an empty column.
    public init() {
        directory = .allocate(capacity: 4)
    }

    deinit {
        for block in 0..<blocks { directory[block].deallocate() }
        directory.deallocate()
        for old in retired { old.deallocate() }
    }

    /// Appends one row; for columns that grow seldom.
    ///
    /// Hot loops use a ``ColumnAppender``.
    public func append(_ element: Element) {
        block(holding: count)[count & (Self.blockRows - 1)] = element
        count += 1
    }

    /// The block that holds a row, added when it is the next one.
    @inline(never)
    func block(holding row: Int) -> UnsafeMutablePointer<Element> {
        if row >> Self.blockBits == blocks { addBlock() }
        return directory[row >> Self.blockBits]
    }

    /// Says how many rows there are after rows were written behind the count.
    func setCount(_ rows: Int) { count = rows }

    /// Makes room for `rows` more rows, whose content is undefined until written through ``subscript(_:)``.
    ///
    /// - Returns: the first of them.
    func reserve(_ rows: Int) -> Int {
        let first = count
        while (first + rows + Self.blockRows - 1) >> Self.blockBits > blocks { addBlock() }
        count += rows
        return first
    }

    /// Copies all rows of another column behind those there are.
    ///
    /// - Complexity: O(rows)
    func append(contentsOf other: Column) {
        for row in 0..<other.count { append(other[row]) }
    }

    /// One row; the row must have been appended or reserved.
    subscript(row: Int) -> Element {
        get { directory[row >> Self.blockBits][row & (Self.blockRows - 1)] }
        set { directory[row >> Self.blockBits][row & (Self.blockRows - 1)] = newValue }
    }

    /// What readers hold: valid as long as this column lives.
    public var view: ColumnView<Element> { ColumnView(directory: UnsafePointer(directory)) }

    private func addBlock() {
        if blocks == capacity {
            let wider = UnsafeMutablePointer<UnsafeMutablePointer<Element>>.allocate(capacity: capacity * 2)
            wider.update(from: directory, count: blocks)
            retired.append(directory)
            directory = wider
            capacity *= 2
        }
        directory[blocks] = .allocate(capacity: Self.blockRows)
        blocks += 1
    }
}

/// A reader's hold on a ``Column``: rows that were published when it was taken.
///
/// It does not keep the column alive; the snapshot that hands it out does.
/// `@unchecked Sendable`: it is a pointer to memory that nobody writes any more.
public struct ColumnView<Element: BitwiseCopyable>: @unchecked Sendable {
    @usableFromInline let directory: UnsafePointer<UnsafeMutablePointer<Element>>

    @inlinable init(directory: UnsafePointer<UnsafeMutablePointer<Element>>) { self.directory = directory }

    /// One row; the row must be among those published.
    @inlinable @inline(__always)
    public subscript(row: Int) -> Element {
        directory[row >> Column<Element>.blockBits][row & (Column<Element>.blockRows - 1)]
    }

    /// The block that holds a row, and the row within it.
    @inlinable @inline(__always)
    func block(of row: Int) -> (rows: UnsafePointer<Element>, offset: Int) {
        (UnsafePointer(directory[row >> Column<Element>.blockBits]), row & (Column<Element>.blockRows - 1))
    }
}

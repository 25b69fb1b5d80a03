import CNcurses
import CSystem
import Glibc

extension Screen {
    /// Brings a canvas to the terminal: only the rows that differ from the last one go to ncurses, and only the cells that differ from there to
    /// the terminal.
    public func flush(_ canvas: Canvas) {
        let columns = min(canvas.screen.columns, size.columns)
        let last = shown?.screen == canvas.screen ? shown : nil
        for row in 0..<min(canvas.screen.rows, size.rows) {
            if let last, Self.isSame(row, in: canvas, and: last) { continue }
            let line = cells(of: canvas, row: row, columns: columns)
            mvwadd_wchnstr(nc_standard_window(), Int32(row), 0, line, Int32(line.count))
        }
        shown = canvas
        place(canvas.cursor)
        wnoutrefresh(nc_standard_window())
        doupdate()
    }

    private static func isSame(_ row: Int, in one: Canvas, and other: Canvas) -> Bool {
        let length = one.screen.columns * MemoryLayout<Cell>.stride
        guard length > 0 else { return true }
        return one.cells.withUnsafeBytes { one in
            other.cells.withUnsafeBytes { other in
                guard let one = one.baseAddress, let other = other.baseAddress else { return true }
                return memcmp(one + row * length, other + row * length, length) == 0
            }
        }
    }

    /// A row as ncurses wants it; the right halves of wide characters are left to it.
    private func cells(of canvas: Canvas, row: Int, columns: Int) -> [cchar_t] {
        var line: [cchar_t] = []
        line.reserveCapacity(columns)
        var style: Style?
        var attributes: attr_t = 0
        var pair: Int32 = 0
        let start = canvas.index(0, row)
        for (column, cell) in canvas.cells[start..<start + columns].enumerated() where !cell.isContinuation {
            if cell.style != style {
                style = cell.style
                attributes = Self.attributes(cell.style.attributes)
                pair = colors.number(for: cell.style)
            }
            let next = start + column + 1
            let isWide = column + 1 < columns && canvas.cells[next].isContinuation
            if isShowable(cell.scalar, width: isWide ? 2 : 1) {
                line.append(nc_cell(wchar_t(cell.scalar), mark(cell.firstMark), mark(cell.secondMark), attributes, pair))
            } else {
                let substitute = nc_cell(wchar_t(glyphs.sign(for: cell.scalar)), 0, 0, attributes, pair)
                line += repeatElement(substitute, count: isWide ? 2 : 1)
            }
        }
        return line
    }

    /// Whether the C library, by which ncurses counts columns, agrees with us on the width of a character.
    ///
    /// It may be older or newer than our table.
    private func isShowable(_ scalar: UInt32, width: Int32) -> Bool {
        scalar < 0x7F || cs_columns(wchar_t(scalar)) == width
    }

    private func mark(_ scalar: UInt32) -> wchar_t {
        scalar != 0 && cs_columns(wchar_t(scalar)) == 0 ? wchar_t(scalar) : 0
    }

    private static func attributes(_ attributes: Style.Attributes) -> attr_t {
        var bits: attr_t = 0
        if attributes.contains(.bold) { bits |= NC_BOLD }
        if attributes.contains(.dim) { bits |= NC_DIM }
        if attributes.contains(.underline) { bits |= NC_UNDERLINE }
        if attributes.contains(.reverse) { bits |= NC_REVERSE }
        if attributes.contains(.italic) { bits |= NC_ITALIC }
        return bits
    }

    private func place(_ cursor: Point?) {
        let window = nc_standard_window()
        if let cursor { wmove(window, Int32(cursor.row), Int32(cursor.column)) }
        guard isCursorShown != (cursor != nil) else { return }
        isCursorShown = cursor != nil
        leaveok(window, !isCursorShown)
        curs_set(isCursorShown ? 1 : 0)
    }
}

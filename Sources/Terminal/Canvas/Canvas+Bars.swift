extension Canvas {
    /// Draws a bar with an eighth of a cell's precision at both ends; however short, something of it is seen.
    ///
    /// - Parameters:
    ///   - start: where it begins, in cells from `point`; may lie before it.
    ///   - end: where it ends, in cells from `point`; may lie beyond the track.
    ///   - point: the first cell of the track on which the bar lies.
    ///   - width: the length of the track in cells.
    /// - Returns: the columns of which the bar covers at least a part; empty if it lies wholly before or beyond the track.
    @discardableResult
    public mutating func bar(from start: Double, to end: Double, at point: Point, width: Int, style: Style = .plain) -> Range<Int> {
        guard let eighths = Self.eighths(from: start, to: end, width: width) else { return point.column..<point.column }
        let cells = eighths.lowerBound / 8..<(eighths.upperBound + 7) / 8
        for cell in cells {
            let filled = eighths.clamped(to: cell * 8..<cell * 8 + 8)
            var shape = EighthBlocks.shape(filled.lowerBound - cell * 8..<filled.upperBound - cell * 8, glyphs: glyphs)
            if glyphs.isASCII, cells.count == 1 { shape.scalar = UInt32(UInt8(ascii: "|")) }
            set(Cell(shape.scalar, shape.isReversed ? style.reversed() : style), at: Point(column: point.column + cell, row: point.row))
        }
        return point.column + cells.lowerBound..<point.column + cells.upperBound
    }

    /// The eighths of cells that a bar covers on its track: at least one if any part of it, were it a mere point, lies on the track.
    static func eighths(from start: Double, to end: Double, width: Int) -> Range<Int>? {
        let length = Double(width)
        guard width > 0, start <= end, end >= 0, start <= length else { return nil }
        let last = width * 8
        let first = min(Int((max(start, 0) * 8).rounded()), last - 1)
        return first..<max(first + 1, Int((min(end, length) * 8).rounded()))
    }

    /// Writes one cell of this region.
    mutating func set(_ cell: Cell, at point: Point) {
        let placed = point + origin
        guard clip.contains(placed) else { return }
        mend(placed.column..<placed.column + 1, row: placed.row)
        cells[index(placed.column, placed.row)] = cell
    }
}

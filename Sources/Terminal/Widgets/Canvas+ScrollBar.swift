extension Canvas {
    /// Draws which part of a list is seen, in one column; nothing if all of it is.
    ///
    /// The thumb touches an end only if the list's end is seen.
    public mutating func scrollBar(at point: Point, height: Int, window: ListWindow, style: Style = .plain, thumbStyle: Style? = nil) {
        guard let thumb = Self.thumb(height: height, visible: window.visible, count: window.count) else { return }
        verticalLine(at: point, length: height, style: style)
        let place = Point(column: point.column, row: point.row + thumb.lowerBound)
        fill(Rect(origin: place, size: Size(columns: 1, rows: thumb.count)), with: glyphs.scrollThumb, style: thumbStyle ?? style)
    }

    /// The cells of a scroll bar that stand for what is seen; nil if none is needed.
    static func thumb(height: Int, visible: Range<Int>, count: Int) -> Range<Int>? {
        guard height > 0, !visible.isEmpty, visible.count < count else { return nil }
        guard height > 2 else { return 0..<1 }
        let length = min(height - 1, max(1, Int((Double(visible.count) / Double(count) * Double(height)).rounded())))
        if visible.lowerBound == 0 { return 0..<length }
        if visible.upperBound == count { return height - length..<height }
        let share = Double(visible.lowerBound) / Double(count - visible.count)
        let longest = min(length, height - 2)
        let start = min(max(1, Int((share * Double(height - longest)).rounded())), height - 1 - longest)
        return start..<start + longest
    }
}

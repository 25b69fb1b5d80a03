/// A screen as a value: the only way to put a cell on it.
///
/// Everything drawn is clipped to the region in which one draws, takes as many columns as a terminal gives it, and holds no character that
/// could steer the terminal: control, bidirectional and invisible characters become visible signs.
public struct Canvas: Sendable {
    /// The shapes that may be used.
    public let glyphs: GlyphSet
    /// Where the terminal's cursor is shown, as seen from the whole screen; nil hides it.
    public private(set) var cursor: Point?
    /// The size of the region in which one draws.
    public private(set) var size: Size

    /// The size of the whole screen.
    let screen: Size
    /// All cells of the screen, row by row.
    var cells: [Cell]
    /// The part of the screen that may be changed, and where the region's corner lies on it.
    private(set) var clip: Rect
    private(set) var origin = Point.zero

    /// A blank canvas.
    public init(size: Size, glyphs: GlyphSet = .unicode) {
        self.size = size
        self.glyphs = glyphs
        screen = size
        clip = Rect(origin: .zero, size: size)
        cells = Array(repeating: .blank, count: size.columns * size.rows)
    }

    /// The region in which one draws, as seen from inside: its corner is nought.
    public var bounds: Rect { Rect(origin: .zero, size: size) }

    /// Draws in a part of this region: inside, its corner is nought and nothing can be drawn outside of it.
    @discardableResult
    public mutating func region<Result>(_ rect: Rect, draw: (inout Canvas) throws -> Result) rethrows -> Result {
        let outer = (size: size, origin: origin, clip: clip)
        let placed = rect.moved(by: origin)
        (size, origin, clip) = (rect.size, placed.origin, clip.intersection(placed))
        defer { (size, origin, clip) = outer }
        return try draw(&self)
    }

    /// Makes the whole region blank.
    public mutating func clear() { fill(bounds) }

    /// Fills a rectangle with one character in one style, or with blanks if that is not one column wide.
    public mutating func fill(_ rect: Rect, with text: String = " ", style: Style = .plain) {
        let visible = clip.intersection(rect.moved(by: origin))
        guard !visible.isEmpty else { return }
        var glyphs = GlyphIterator(text.unicodeScalars.makeIterator())
        let glyph = glyphs.next().flatMap { $0.width == 1 ? $0 : nil } ?? Glyph(scalar: 0x20, width: 1)
        let cell = glyph.cell(in: self.glyphs, style: style)
        for row in visible.rows {
            mend(visible.columns, row: row)
            for column in visible.columns { cells[index(column, row)] = cell }
        }
    }

    /// Changes the style of all cells of a rectangle, and leaves the characters alone.
    public mutating func restyle(_ rect: Rect, _ change: (Style) -> Style) {
        let visible = clip.intersection(rect.moved(by: origin))
        for row in visible.rows {
            for column in visible.columns {
                let place = index(column, row)
                cells[place].style = change(cells[place].style)
            }
        }
    }

    /// Shows the terminal's cursor at a place of this region, if that can be seen.
    public mutating func showCursor(at point: Point) {
        let placed = point + origin
        cursor = clip.contains(placed) ? placed : nil
    }

    /// The cell at a place of this region, or nil outside of it.
    public func cell(at point: Point) -> Cell? {
        let placed = point + origin
        guard clip.contains(placed) else { return nil }
        return cells[index(placed.column, placed.row)]
    }

    func index(_ column: Int, _ row: Int) -> Int { row * screen.columns + column }

    /// Before the columns of a row are overwritten: blanks the other half of wide characters that straddle an end.
    mutating func mend(_ columns: Range<Int>, row: Int) {
        guard !columns.isEmpty else { return }
        let first = index(columns.lowerBound, row)
        if cells[first].isContinuation, columns.lowerBound > 0 { cells[first - 1] = Cell(0x20, cells[first - 1].style) }
        guard columns.upperBound < screen.columns else { return }
        let next = index(columns.upperBound, row)
        if cells[next].isContinuation { cells[next] = Cell(0x20, cells[next].style) }
    }
}

extension Canvas: Equatable {
    /// Whether both show the same, the cursor included.
    public static func == (left: Canvas, right: Canvas) -> Bool {
        left.screen == right.screen && left.cursor == right.cursor && left.cells == right.cells
    }
}

extension Glyph {
    /// The cell that shows this glyph, or its left half.
    func cell(in glyphs: GlyphSet, style: Style) -> Cell {
        if isReplaced { return Cell(glyphs.sign(for: scalar), style) }
        var cell = Cell(glyphs.shape(of: scalar), style)
        if !glyphs.isASCII {
            cell.firstMark = firstMark
            cell.secondMark = secondMark
        }
        return cell
    }
}

import Terminal
import TraceModel

/// A whole trace as lines of text, drawn as the screen draws it.
public enum WaterfallText {
    /// Lines drawn at a time.
    private static let batch = 512

    /// Draws a trace line by line: the axis first, then every span in display order, nothing folded but copies.
    ///
    /// - Parameters:
    ///   - width: columns of a line; at least 40.
    ///   - glyphs: ``Terminal/GlyphSet/unstyled`` when styles are not printed.
    ///   - emit: gets each line as pieces in one style each, without blanks at its end.
    /// - Complexity: O(spans)
    public static func render(
        _ trace: Trace, width: Int, glyphs: GlyphSet = .unstyled, theme: Theme = Theme(depth: .none), emit: ([StyledText]) throws -> Void
    ) rethrows {
        guard trace.spanCount > 0 else { return }
        let view = TraceView(trace)
        let painter = WaterfallPainter(columns: WaterfallColumns(width: max(40, width)), theme: theme)
        var axis = Canvas(size: Size(columns: max(40, width), rows: 1), glyphs: glyphs)
        axis.put("Spans \(CountText.text(view.count))", at: Point(column: 1, row: 0), style: theme.header)
        painter.drawAxis(duration: view.duration, hasTime: trace.start != nil, row: 0, on: &axis)
        try emit(axis.pieces(row: 0))
        var guides = GuideLevels(room: painter.columns.levels)
        let folds = FoldMap(count: view.count, hiding: view.copies)
        var first = 0
        while first < folds.shownCount {
            let rows = first..<min(folds.shownCount, first + batch)
            let positions = rows.map { folds.position(ofRow: $0) }
            var canvas = Canvas(size: Size(columns: max(40, width), rows: positions.count), glyphs: glyphs)
            for (row, position) in positions.enumerated() {
                guides.follow(trace.level(of: position))
                let line = WaterfallRow(position, in: view, folds: folds, guides: guides)
                painter.draw(line, isMatch: false, row: row, on: &canvas)
            }
            for row in 0..<positions.count { try emit(canvas.pieces(row: row)) }
            first = rows.upperBound
        }
    }

    /// The lines as plain text.
    ///
    /// - Complexity: O(spans)
    public static func lines(_ trace: Trace, width: Int, glyphs: GlyphSet = .unstyled) -> [String] {
        var lines: [String] = []
        render(trace, width: width, glyphs: glyphs) { pieces in lines.append(pieces.map(\.text).joined()) }
        return lines
    }
}

extension Canvas {
    /// A row as pieces in one style each, without blanks at its end.
    func pieces(row: Int) -> [StyledText] {
        var pieces: [StyledText] = []
        var blanks = ""
        for column in 0..<size.columns {
            guard let cell = cell(at: Point(column: column, row: row)), !cell.isContinuation else { continue }
            let text = cell.text
            if text == " ", cell.style == .plain {
                blanks += " "
                continue
            }
            if !blanks.isEmpty {
                if pieces.last?.style == .plain { pieces[pieces.count - 1].text += blanks } else { pieces.append(StyledText(blanks)) }
                blanks = ""
            }
            if pieces.last?.style == cell.style {
                pieces[pieces.count - 1].text += text
            } else {
                pieces.append(StyledText(text, cell.style))
            }
        }
        return pieces
    }
}

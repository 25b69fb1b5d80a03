extension Canvas {
    /// Draws a line under edit and shows the cursor in it; long text is moved so that the cursor stays in sight.
    /// - Parameters:
    ///   - placeholder: what stands there faintly while nothing has been typed.
    ///   - hasFocus: whether keys go there: only then there is a cursor.
    public mutating func textField(
        _ editor: LineEditor, at point: Point, width: Int, style: Style = .plain, placeholder: StyledText = StyledText(""),
        hasFocus: Bool = true
    ) {
        region(Rect(origin: point, size: Size(columns: width, rows: 1))) { canvas in
            canvas.fill(canvas.bounds, style: style)
            let before = TextWidth.columns(of: editor.parts.before)
            // The cursor needs a cell of its own behind the last character.
            let hidden = max(0, before - canvas.size.columns + 1)
            canvas.put(editor.text, at: Point(column: -hidden, row: 0), style: style)
            if editor.text.isEmpty {
                canvas.put(placeholder.text, at: .zero, style: placeholder.style, truncation: .tail)
            }
            if hidden > 0 { canvas.put(canvas.glyphs.ellipsis, at: .zero, style: style) }
            if hasFocus { canvas.showCursor(at: Point(column: before - hidden, row: 0)) }
        }
    }
}

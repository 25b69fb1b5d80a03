import Terminal

/// The search form: a frame above the panes, one line a field, the list under the one that is edited.
struct FormPane {
    let form: SearchForm
    let catalog: Catalog?
    let look: Look

    private var remarks: FormRemarks { FormRemarks(form: form, catalog: catalog) }

    func draw(in area: Rect, on canvas: inout Canvas) {
        let layout = FormLayout(form, in: area)
        canvas.fill(layout.box)
        canvas.box(layout.box, style: look.theme.faint, title: "Search", titleStyle: look.theme.accent)
        canvas.region(layout.box.inset(columns: 1, rows: 1)) { canvas in
            for (row, field) in layout.lines.enumerated() {
                if let field { draw(field, layout, row: row, on: &canvas) }
            }
        }
        drawChoices(in: layout.choices, on: &canvas)
    }

    private func draw(_ field: FormField, _ layout: FormLayout, row: Int, on canvas: inout Canvas) {
        let theme = look.theme
        let hasFocus = field == form.focus
        // One column is the frame's.
        let label = FormLayout.labelColumn - 1, value = layout.valueColumn - 1
        if hasFocus { canvas.put(canvas.glyphs.pointer, at: Point(column: label - 2, row: row), style: theme.accent) }
        canvas.put(field.label, at: Point(column: label, row: row), style: hasFocus ? theme.accent : theme.text)
        switch field {
        case .errors:
            let text = (form.errorsOnly ? "[x]" : "[ ]") + " only failed spans"
            canvas.put(text, at: Point(column: value, row: row), style: hasFocus ? theme.header : theme.text)
            drawRemark(field, from: value + text.count, layout, row: row, on: &canvas)
        case .search:
            canvas.put("[ Search ]", at: Point(column: value, row: row), style: hasFocus ? theme.accent.reversed() : theme.accent)
        default: drawText(field, layout, row: row, on: &canvas)
        }
    }

    private func drawText(_ field: FormField, _ layout: FormLayout, row: Int, on canvas: inout Canvas) {
        guard let editor = form.editors[field] else { return }
        let theme = look.theme
        let hasFocus = field == form.focus
        let start = layout.valueColumn - 1
        let room = canvas.size.columns - 1 - start
        let width = field.isLong ? room : min(room, layout.remarkColumn.map { $0 - 2 - layout.valueColumn } ?? room)
        let problem = form.problemToTell(field)
        // A field that is left shows the beginning of its text; the one that is edited shows where the cursor is.
        if hasFocus {
            canvas.textField(
                editor, at: Point(column: start, row: row), width: width, style: theme.text.adding(.underline),
                placeholder: StyledText(remarks.placeholder(of: field), theme.faint.adding(.underline)))
        } else if editor.text.isEmpty {
            canvas.put(remarks.placeholder(of: field), at: Point(column: start, row: row), style: theme.faint)
        } else {
            canvas.put(editor.text, at: Point(column: start, row: row), style: theme.text, maxWidth: width, truncation: .tail)
        }
        let used = field.isLong ? TextWidth.columns(of: editor.text, atMost: width) + 1 : width
        drawRemark(field, problem: problem, from: start + used, layout, row: row, on: &canvas)
    }

    /// What is wrong with a field, else a word about it, in the column for that; a sign alone where there is no room.
    private func drawRemark(
        _ field: FormField, problem: String? = nil, from column: Int, _ layout: FormLayout, row: Int, on canvas: inout Canvas
    ) {
        let end = canvas.size.columns - 1
        let start = layout.remarkColumn.map { max($0 - 1, column + 1) } ?? end
        if let problem {
            let text = canvas.glyphs.error + " " + problem
            let fits = end - start >= 16
            canvas.put(
                fits ? text : canvas.glyphs.error, at: Point(column: fits ? start : end - 1, row: row), style: look.theme.error,
                maxWidth: end - (fits ? start : end - 1), truncation: .tail)
        } else {
            let text = remarks.remark(on: field)
            if TextWidth.columns(of: text) <= end - start { canvas.put(text, at: Point(column: start, row: row), style: look.theme.faint) }
        }
    }

    private func drawChoices(in box: Rect, on canvas: inout Canvas) {
        guard let choices = form.choices, !box.isEmpty else { return }
        canvas.fill(box)
        canvas.box(box, style: look.theme.faint, title: CountText.text(choices.count), titleStyle: look.theme.faint)
        canvas.region(box.inset(columns: 1, rows: 1)) { canvas in
            for (row, index) in choices.window.visible.enumerated() {
                canvas.put(
                    choices[index], at: Point(column: 1, row: row), maxWidth: canvas.size.columns - 2, truncation: .tail)
                if choices.chosen == index { canvas.markSelected(row: row, isFocused: true, look: look) }
                if choices.chosen == nil, index == 0 {
                    canvas.putRight(" Tab", endingAt: Point(column: canvas.size.columns - 1, row: row), style: look.theme.faint)
                }
            }
        }
        let bar = Point(column: box.columns.upperBound - 1, row: box.rows.lowerBound + 1)
        canvas.scrollBar(at: bar, height: box.size.rows - 2, window: choices.window, style: look.theme.faint)
    }
}

import Terminal

/// Draws lines of a waterfall; the screen and `spanhound show` have it in common.
struct WaterfallPainter {
    let columns: WaterfallColumns
    let theme: Theme

    /// Draws a span's line.
    func draw(_ line: WaterfallRow, isMatch: Bool, row: Int, on canvas: inout Canvas) {
        drawMark(line, row: row, on: &canvas)
        let column = drawGuides(line, row: row, on: &canvas)
        drawName(line, isMatch: isMatch, at: Point(column: column, row: row), on: &canvas)
        drawBar(line, row: row, on: &canvas)
        drawTimes(line, row: row, on: &canvas)
    }

    private func drawMark(_ line: WaterfallRow, row: Int, on canvas: inout Canvas) {
        if line.isError {
            canvas.put(canvas.glyphs.error, at: Point(column: 0, row: row), style: theme.error)
        } else if line.isOdd {
            canvas.put(canvas.glyphs.warning, at: Point(column: 0, row: row), style: theme.warning)
        }
    }

    /// Guides down to the span: a branch below the sign of its parent, lines past earlier branches.
    private func drawGuides(_ line: WaterfallRow, row: Int, on canvas: inout Canvas) -> Int {
        let glyphs = canvas.glyphs
        var text = line.skippedLevels > 0 ? "\(line.skippedLevels)»" : ""
        let fold = line.isFolded.map { $0 ? glyphs.folded : glyphs.unfolded }
        if let own = line.hasNextSibling.last {
            text += " "
            for continues in line.hasNextSibling.dropLast() { text += continues ? glyphs.treeLine : "  " }
            let branch = own ? glyphs.treeBranch : glyphs.treeLastBranch
            text += fold.map { String(branch.prefix(1)) + $0 } ?? branch
        } else {
            text += fold ?? " "
        }
        let column = canvas.put(
            text, at: Point(column: columns.tree.lowerBound, row: row), style: theme.faint, maxWidth: columns.tree.count - 2)
        canvas.put(glyphs.serviceMark(line.serviceNumber), at: Point(column: column, row: row), style: theme.service(line.serviceNumber))
        return column + 2
    }

    private func drawName(_ line: WaterfallRow, isMatch: Bool, at point: Point, on canvas: inout Canvas) {
        let badge = badge(line, canvas.glyphs)
        let badgeWidth = badge.reduce(0) { $0 + TextWidth.columns(of: $1.text) }
        let room = columns.tree.upperBound - point.column - badgeWidth
        var pieces: [StyledText] = []
        if let service = line.service { pieces.append(StyledText(service + " ", theme.service(line.serviceNumber))) }
        let style = isMatch ? theme.match : line.isError ? theme.error.removing(.bold) : theme.text
        pieces.append(StyledText(line.name, style))
        let column = Self.put(pieces, at: point, room: max(1, room), on: &canvas)
        canvas.put(badge, at: Point(column: column, row: point.row), maxWidth: max(0, columns.tree.upperBound - column))
    }

    /// Pieces in the room there is; of two the first, which the sign tells as well, gives way down to a third, and goes when that is too little.
    private static func put(_ pieces: [StyledText], at point: Point, room: Int, on canvas: inout Canvas) -> Int {
        guard let name = pieces.last, let service = pieces.first, pieces.count == 2 else {
            return canvas.put(pieces, at: point, maxWidth: room, truncation: .tail)
        }
        let (first, second) = (TextWidth.columns(of: service.text), TextWidth.columns(of: name.text, atMost: room))
        let firstRoom = min(first, max(room / 3, room - second))
        var column = point.column
        if firstRoom == first {
            column = canvas.put(service.text, at: point, style: service.style)
        } else if firstRoom >= 6 {
            let fitted =
                Truncation.tail.fit(String(service.text.dropLast()), columns: firstRoom - 1, ellipsis: canvas.glyphs.ellipsis) + " "
            column = canvas.put(fitted, at: point, style: service.style)
        }
        let left = max(0, point.column + room - column)
        return canvas.put(name.text, at: Point(column: column, row: point.row), style: name.style, maxWidth: left, truncation: .tail)
    }

    /// How often the span was read, ` ×2`; what a fold hides, ` +12`, and how many of those failed.
    private func badge(_ line: WaterfallRow, _ glyphs: GlyphSet) -> [StyledText] {
        var pieces: [StyledText] = []
        if line.copies > 0 { pieces.append(StyledText(" \(glyphs.times)\(CountText.compact(line.copies + 1))", theme.warning)) }
        if line.hidden > 0 { pieces.append(StyledText(" +\(CountText.compact(line.hidden))", theme.accent)) }
        if line.hiddenErrors > 0 { pieces.append(StyledText(" \(glyphs.error)\(CountText.compact(line.hiddenErrors))", theme.error)) }
        return pieces
    }

    private func drawBar(_ line: WaterfallRow, row: Int, on canvas: inout Canvas) {
        guard let fractions = line.fractions, !columns.bar.isEmpty else { return }
        let width = Double(columns.bar.count)
        let at = Point(column: columns.bar.lowerBound, row: row)
        canvas.bar(
            from: fractions.start * width, to: fractions.end * width, at: at, width: columns.bar.count,
            style: theme.service(line.serviceNumber))
    }

    private func drawTimes(_ line: WaterfallRow, row: Int, on canvas: inout Canvas) {
        let end = Point(column: columns.durationEnd, row: row)
        if let duration = line.duration {
            canvas.putRight(DurationText.aligned(duration), endingAt: end, style: duration < 0 ? theme.warning : theme.text)
        } else {
            canvas.putRight("-", endingAt: end, style: theme.faint)
        }
        guard let selfEnd = columns.selfTimeEnd else { return }
        canvas.putRight(DurationText.aligned(line.selfTime), endingAt: Point(column: selfEnd, row: row), style: theme.faint)
    }

    /// Draws the time axis: ticks at 1, 2 or 5 times a power of ten, as many as there is room for.
    func drawAxis(duration: Int64, hasTime: Bool, row: Int, on canvas: inout Canvas) {
        canvas.fill(Rect(column: columns.tree.upperBound, row: row, columns: canvas.size.columns - columns.tree.upperBound, rows: 1))
        let heading = "duration"
        canvas.putRight(heading, endingAt: Point(column: columns.durationEnd, row: row), style: theme.faint)
        if let end = columns.selfTimeEnd { canvas.putRight("self", endingAt: Point(column: end, row: row), style: theme.faint) }
        guard hasTime, !columns.bar.isEmpty else { return }
        let end = min(columns.bar.upperBound, columns.durationEnd - heading.count)
        for tick in TimeAxis.ticks(duration: duration, columns: columns.bar.count) {
            let text = DurationText.short(tick)
            let column = columns.bar.lowerBound + Int(Double(tick) / Double(duration) * Double(columns.bar.count))
            guard column + 1 + text.count < end else { continue }
            canvas.put(canvas.glyphs.verticalLine, at: Point(column: column, row: row), style: theme.faint)
            canvas.put(text, at: Point(column: column + 1, row: row), style: theme.faint)
        }
    }
}

import Terminal
import TraceModel

/// The first line of the search screen: the product, what was read, what was skipped; and how loading goes.
struct SearchHeader: Pane {
    let scene: Scene

    func draw(on canvas: inout Canvas) {
        let theme = look.theme
        let start = canvas.put("spanhound", at: Point(column: 1, row: 0), style: theme.accent) + 2
        var end = canvas.size.columns - 1
        let findings = state.load.findings
        if findings.count > 0 {
            let text =
                findings.skipped > 0 ? "! \(CountText.text(findings.skipped)) skipped" : "! \(CountText.text(findings.count, "finding"))"
            end = canvas.putRight(text, endingAt: Point(column: end, row: 0), style: findings.skipped > 0 ? theme.warning : theme.faint) - 2
        }
        let snapshot = state.snapshot.object
        var counts = [
            "\(CountText.text(snapshot.traces.count + snapshot.summaries.count, "trace"))", "\(CountText.text(snapshot.spanCount, "span"))",
        ]
        if let services = state.search.services?.services.count { counts.append(CountText.text(services, "service")) }
        if canvas.size.columns < (state.live == nil ? 60 : 100) { counts = Array(counts.prefix(2)) }
        let separator = " \(canvas.glyphs.bullet) "
        if state.load.progress != nil || snapshot.spanCount > 0 {
            end = canvas.putRight(counts.joined(separator: separator), endingAt: Point(column: end, row: 0)) - 2
        }
        if state.load.isFollowing {
            end = canvas.putRight("following", endingAt: Point(column: end, row: 0), style: theme.accent) - 2
        }
        if let live = state.live {
            let tag = AskingText.tag(live)
            let style = tag.isTrouble ? theme.warning : theme.accent
            end = canvas.putRight(tag.text, endingAt: Point(column: end, row: 0), style: style) - 2
        }
        canvas.put(sources, at: Point(column: start, row: 0), style: theme.header, maxWidth: end - start, truncation: .middle)
    }

    private var sources: String {
        let names = state.load.sourceNames.map { $0 == "-" ? "standard input" : $0 }
        guard let first = names.first else { return "" }
        if names.count == 1, state.live != nil, first.hasPrefix("http://") { return String(first.dropFirst(7)) }
        return names.count == 1 ? first : "\(first) and \(CountText.text(names.count - 1)) more"
    }
}

/// How far loading has come: a bar, bytes, spans and rate.
struct ProgressLine {
    let progress: LoadProgress
    let look: Look

    func draw(on canvas: inout Canvas) {
        var parts: [String] = []
        if let total = progress.bytesTotal {
            parts.append("\(CountText.bytes(progress.bytesRead)) of \(CountText.bytes(total))")
        } else {
            parts.append(CountText.bytes(progress.bytesRead))
        }
        parts.append(CountText.text(progress.spans, "span"))
        if let rate = progress.spansPerSecond, canvas.size.columns >= 60, let whole = Int(exactly: rate.rounded()) {
            parts.append(CountText.compact(whole) + "/s")
        }
        let text = parts.joined(separator: " \(canvas.glyphs.bullet) ")
        let width = max(4, canvas.size.columns - TextWidth.columns(of: text) - 10)
        canvas.fill(Rect(column: 1, row: 0, columns: width, rows: 1), with: canvas.glyphs.shade, style: look.theme.faint)
        var column = 1 + width + 1
        if let fraction = progress.fraction {
            canvas.bar(
                from: 0, to: fraction * Double(width), at: Point(column: 1, row: 0), width: width, style: look.theme.accent.removing(.bold))
            column = canvas.put(CountText.percent(fraction) + " ", at: Point(column: column, row: 0), style: look.theme.header)
        }
        canvas.putRight(text, endingAt: Point(column: canvas.size.columns - 1, row: 0), maxWidth: canvas.size.columns - 1 - column)
    }
}

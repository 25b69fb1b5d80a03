import Explorer
import Terminal
import TraceModel

/// All that is known of a span, as lines: the sections of the inspector, one below the other.
struct SpanDetails {
    let trace: Trace
    let position: Int
    let selfTime: Int64
    /// Nanoseconds on the critical path.
    let criticalTime: Int64
    let page: Page

    private var theme: Theme { page.theme }
    private var span: Span { trace.span(at: position) }
    private var origin: Int64 { trace.start ?? 0 }

    func print() {
        let span = span
        page.print([
            StyledText(span.service.isEmpty ? "" : span.service + " ", theme.accent), StyledText(span.name, theme.header),
            StyledText(span.isError ? " " + page.glyphs.error : "", theme.error),
        ])
        for line in lines(of: facts(of: span)) { page.print(line, theme.faint) }
        section("Tags", span.attributes)
        printEvents(span)
        section("Process", span.resource.attributes)
        printScope(span)
        printReferences(span)
        for warning in span.warnings { page.print([StyledText("  " + page.glyphs.warning + " ", theme.warning), StyledText(warning)]) }
        page.print()
    }

    private func facts(of span: Span) -> [String] {
        var facts = ["span \(span.idText)"]
        if let parent = span.namedParentIDText {
            facts.append("parent \(parent)" + (trace.marks(of: position).contains(.orphan) ? " (not in the trace)" : ""))
        }
        if span.kind != .unspecified { facts.append(span.kind.name) }
        if let start = span.start { facts.append("+" + DurationText.text(start.subtractingSaturated(origin))) }
        if !span.facts.lacksDuration { facts.append(DurationText.text(span.duration)) }
        facts.append("self \(DurationText.text(selfTime))")
        if criticalTime > 0 { facts.append("critical \(DurationText.text(criticalTime))") }
        return facts
    }

    /// Facts side by side, on a further line those for which there is no room.
    private func lines(of facts: [String]) -> [String] {
        facts.reduce(into: []) { lines, fact in
            let longer = (lines.last.map { $0 + "  " } ?? "") + fact
            if lines.isEmpty || TextWidth.columns(of: longer) > page.width {
                lines.append((lines.isEmpty ? "" : "  ") + fact)
            } else {
                lines[lines.count - 1] = longer
            }
        }
    }

    private func section(_ title: String, _ attributes: AttributeList) {
        guard !attributes.isEmpty else { return }
        page.print("  " + title, theme.header)
        let width = min(40, attributes.reduce(0) { max($0, TextWidth.columns(of: $1.key, atMost: 40)) })
        for attribute in attributes { page.print(line(attribute, indent: 4, keyWidth: width)) }
    }

    private func line(_ attribute: Attribute, indent: Int, keyWidth: Int) -> [StyledText] {
        let padding = String(repeating: " ", count: max(0, keyWidth - TextWidth.columns(of: attribute.key)) + 2)
        return [
            StyledText(String(repeating: " ", count: indent)), StyledText(attribute.key, theme.faint), StyledText(padding),
            StyledText(Secrets.shown(attribute.value, key: attribute.key), theme.value),
        ]
    }

    private func printEvents(_ span: Span) {
        let events = span.events
        guard !events.isEmpty else { return }
        page.print("  Logs", theme.header)
        for event in events {
            let offset = "+" + DurationText.text(event.time.subtractingSaturated(origin))
            page.print([StyledText("    " + offset + "  ", theme.faint), StyledText(event.name)])
            for attribute in event.attributes where !(attribute.key == "event" && attribute.value.text == event.name) {
                page.print(line(attribute, indent: 6, keyWidth: 0))
            }
        }
    }

    private func printScope(_ span: Span) {
        guard let scope = span.resource.scope else { return }
        let name = [scope.name, scope.version].filter { !$0.isEmpty }.joined(separator: " ")
        page.print([StyledText("  Library ", theme.header), StyledText(name)])
        for attribute in scope.attributes { page.print(line(attribute, indent: 4, keyWidth: 0)) }
    }

    private func printReferences(_ span: Span) {
        let links = span.links
        guard !links.isEmpty else { return }
        page.print("  References", theme.header)
        for link in links {
            let place = link.isSameTrace ? "" : " of trace \(link.traceIDText)"
            page.print([StyledText("    " + link.kind.title + " ", theme.faint), StyledText("span \(link.spanIDText)" + place)])
            for attribute in link.attributes { page.print(line(attribute, indent: 6, keyWidth: 0)) }
        }
    }
}

extension LinkKind {
    /// The words on screen.
    fileprivate var title: String {
        switch self {
        case .childOf: "child of"
        case .followsFrom: "follows from"
        case .other: "linked to"
        }
    }
}

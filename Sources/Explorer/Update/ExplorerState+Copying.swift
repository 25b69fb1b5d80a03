import TraceModel

/// What goes to the clipboard.
extension ExplorerState {
    mutating func copy(_ command: Command) -> [Effect] {
        switch command {
        case .copySpanID: return trace?.selectedSpan.map { [.copy($0.idText, what: "the span id")] } ?? []
        case .copyTraceID:
            let id = screen == .trace ? trace?.idText : selectedTrace?.idText
            return id.map { [.copy($0, what: "the trace id")] } ?? []
        case .copyValue: return copyItem { $0.value } ?? trace?.selectedSpan.map { [.copy($0.name, what: "the span's name")] } ?? []
        case .copyPair:
            return copyItem { $0.key.isEmpty ? $0.value : "\($0.key)=\($0.value)" }
                ?? trace?.selectedSpan.map { [.copy("\($0.service): \($0.name)", what: "the span's service and name")] } ?? []
        default: return copyLine()
        }
    }

    /// The item on the inspector's line; nil where the inspector has not the focus.
    private func copyItem(_ text: (InspectorItem) -> String) -> [Effect]? {
        guard focus == .inspector, let line = selectedInspectorLine else { return nil }
        guard let item = line.item else { return [] }
        return [.copy(text(item), what: item.key.isEmpty ? "the value" : item.key)]
    }

    private func copyLine() -> [Effect] {
        switch focus {
        case .services: return selectedService.map { [.copy($0.name, what: "the service's name")] } ?? []
        case .traces: return selectedTrace.map { [.copy(Self.line(of: $0), what: "the trace as a line")] } ?? []
        case .waterfall:
            guard let view = trace?.view, let position = trace?.selection else { return [] }
            return [.copy(Self.line(of: position, in: view.object), what: "the span as a line")]
        case .inspector: return selectedInspectorLine.map { [.copy($0.text, what: "the line")] } ?? []
        case .form, .overlay: return []
        }
    }

    static func line(of trace: ListedTrace) -> String {
        [
            trace.idText, trace.name, trace.duration.map(DurationText.text) ?? "no duration", CountText.text(trace.spanCount, "span"),
            CountText.text(trace.errorSpans, "error"),
        ].joined(separator: "  ")
    }

    static func line(of position: Int, in view: TraceView) -> String {
        let span = view.trace.span(at: position)
        let offset = span.start.map { "+" + DurationText.text($0.subtractingSaturated(view.start)) } ?? "no start"
        return [
            "\(span.service): \(span.name)", DurationText.text(span.duration), "self " + DurationText.text(view.selfTimes[position]),
            offset,
            span.isError ? "error" : "", "trace \(view.trace.idText) span \(span.idText)",
        ].filter { !$0.isEmpty }.joined(separator: "  ")
    }
}

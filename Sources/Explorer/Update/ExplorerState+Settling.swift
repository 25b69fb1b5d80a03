import Terminal

/// After every change: how much can be seen of each list, for the layout that has come out of it.
extension ExplorerState {
    /// Where everything is now.
    var layout: Layout {
        var wishes = Layout.Wishes()
        switch screen {
        case .search:
            wishes.isServicesFocused = search.isServicesFocused
            wishes.isMaximized = search.isMaximized
            wishes.serviceCount = search.serviceWindow.count
            wishes.showsProgress = load.isLoading && load.progress != nil
            return .search(size, wishes)
        case .trace:
            wishes.isMaximized = trace?.isMaximized ?? false
            wishes.isInspectorOpen = trace?.isInspectorOpen ?? false
            wishes.isInspectorFocused = trace?.isInspectorFocused ?? false
            return .trace(size, wishes)
        }
    }

    mutating func settle() {
        let layout = layout
        search.serviceWindow.resize(height: Layout.list(layout.services).size.rows)
        search.traceWindow.resize(height: Layout.list(layout.traces).size.rows - (showsOpenTrace ? 1 : 0))
        if var trace {
            if !layout.waterfall.isEmpty { trace.window.resize(height: Layout.list(layout.waterfall).size.rows) }
            self.trace = trace
            inspect(layout.inspector)
        }
        settleForm(layout.overlay)
        settleOverlay(layout.overlay.size.rows - 3)
    }

    /// Whether the traces pane begins with the trace that is being read: a large one, or the first.
    var showsOpenTrace: Bool {
        guard load.isLoading, !load.isReload, let open = load.progress?.openTrace else { return false }
        return open.spans >= 5000 || search.traceWindow.count == 0
    }

    /// The inspector shows the selected span, from its beginning when that is another one.
    private mutating func inspect(_ pane: Rect) {
        guard var trace, trace.isInspectorOpen, let view = trace.view, let position = trace.selection else { return }
        let columns = pane.isEmpty ? trace.inspected?.columns ?? 60 : max(20, pane.size.columns - 1)
        let inspected = TraceState.Inspected(view: view, position: position, columns: columns, revealsSecrets: revealsSecrets)
        if trace.inspected != inspected {
            trace.inspectorLines = InspectorLines.make(position, in: view.object, columns: columns, revealsSecrets: revealsSecrets)
            if trace.inspected?.position != position || trace.inspected?.view != view { trace.inspectorWindow = ListWindow() }
            trace.inspected = inspected
        }
        trace.inspectorWindow.update(count: trace.inspectorLines.count)
        trace.inspectorWindow.resize(height: Layout.list(pane).size.rows)
        self.trace = trace
    }

    private mutating func settleOverlay(_ height: Int) {
        switch overlay {
        case .help(var help):
            help.window.update(count: HelpLines.lines(for: help).count)
            help.window.resize(height: height)
            overlay = .help(help)
        case .findings(var window):
            window.update(count: findingLines.count)
            window.resize(height: height)
            overlay = .findings(window)
        case nil: break
        }
    }

    var selectedInspectorLine: InspectorLine? {
        guard let trace, let row = trace.inspectorWindow.selection, row < trace.inspectorLines.count else { return nil }
        return trace.inspectorLines[row]
    }

    /// The lines of the findings: those of the open trace first, then those of the sources.
    var findingLines: [Findings.Line] {
        var lines: [Findings.Line] = []
        if screen == .trace, let tree = trace?.view?.trace {
            lines.append(.note("This trace"))
            lines += tree.oddities.map { .finding(severity: .note, text: $0) }
            if tree.oddities.isEmpty { lines.append(.note("nothing odd about its shape")) }
        }
        return lines + load.findings.lines
    }
}

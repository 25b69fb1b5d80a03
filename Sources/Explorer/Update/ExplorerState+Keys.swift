import Terminal

/// Keys become commands, or text.
extension ExplorerState {
    mutating func press(_ key: Key) -> [Effect] {
        message = nil
        if prompt != nil { return type(key) }
        if focus == .form { return typeInForm(key) }
        pendingKeys.append(key)
        switch KeyTable.match(pendingKeys, in: focus) {
        case .prefix: return []
        case .command(let command):
            pendingKeys = []
            return run(command)
        case .nothing:
            let pressed = KeySequence(pendingKeys)?.description ?? ""
            let isEscape = pendingKeys.count > 1 && key == .escape
            pendingKeys = []
            if !isEscape { refuse("\(pressed) does nothing here; ? lists the keys") }
            return []
        }
    }

    mutating func paste(_ text: String) -> [Effect] {
        if prompt == nil, focus == .form { return pasteInForm(text) }
        guard prompt != nil else { return [] }
        prompt?.editor.insert(text)
        return promptChanged()
    }

    /// The wheel scrolls what it is over; a click selects.
    mutating func use(_ event: MouseEvent) -> [Effect] {
        guard prompt == nil else { return [] }
        if focus == .form { return useInForm(event) }
        switch event.action {
        case .wheelUp: changeWindow { $0.scroll(by: -3) }
        case .wheelDown: changeWindow { $0.scroll(by: 3) }
        case .press(button: 0): return click(event.point)
        default: break
        }
        return []
    }

    private mutating func click(_ point: Point) -> [Effect] {
        guard overlay == nil else { return [] }
        guard let target = layout.focus(at: point) else { return [] }
        setFocus(target.focus)
        changeWindow { $0.select($0.top + target.row) }
        return []
    }

    /// Changes the list that has the focus.
    @inline(never)
    mutating func changeWindow(_ change: (inout ListWindow) -> Void) {
        switch overlay {
        case .help(var help):
            change(&help.window)
            overlay = .help(help)
            return
        case .findings(var window):
            change(&window)
            overlay = .findings(window)
            return
        case nil: break
        }
        switch focus {
        case .services: change(&search.serviceWindow)
        case .traces: change(&search.traceWindow)
        case .waterfall: changeTrace { change(&$0.window) }
        case .inspector: changeTrace { change(&$0.inspectorWindow) }
        case .form, .overlay: break
        }
    }

    private mutating func changeTrace(_ change: (inout TraceState) -> Void) {
        guard var trace else { return }
        change(&trace)
        self.trace = trace
    }

    mutating func setFocus(_ focus: Focus) {
        switch focus {
        case .services: search.isServicesFocused = true
        case .traces: search.isServicesFocused = false
        case .waterfall: trace?.isInspectorFocused = false
        case .inspector: trace?.isInspectorFocused = true
        case .form, .overlay: break
        }
    }
}

import Terminal

/// Typing in the search form, and the mouse on it.
extension ExplorerState {
    mutating func typeInForm(_ key: Key) -> [Effect] {
        if case .command(let command) = KeyTable.match([key], in: .form) { return run(command) }
        guard var form else { return [] }
        guard form.focus.isText else { return pressOnField(key) }
        guard var editor = form.editors[form.focus] else { return [] }
        let before = editor.text
        guard editor.handle(key) else {
            refuse("\(key) does nothing here; F1 lists the keys")
            return []
        }
        form.editors[form.focus] = editor
        if editor.text != before {
            form.offer(from: names.catalog?.object)
            form.check()
        }
        self.form = form
        return []
    }

    /// Keys on a field in which nothing is typed.
    private mutating func pressOnField(_ key: Key) -> [Effect] {
        switch (form?.focus, key.code) {
        case (.errors, .space), (.errors, .left), (.errors, .right): form?.errorsOnly.toggle()
        case (.errors, _): refuse("Space switches this")
        case (.search, .space): return run(.open)
        default: refuse("Enter searches, Tab goes to a field")
        }
        return []
    }

    mutating func pasteInForm(_ text: String) -> [Effect] {
        guard var form, form.focus.isText else { return [] }
        form.editors[form.focus]?.insert(text)
        form.offer(from: names.catalog?.object)
        form.check()
        self.form = form
        return []
    }

    /// A click takes a name of the list, or goes to a field; the button searches, the wheel walks the list.
    mutating func useInForm(_ event: MouseEvent) -> [Effect] {
        guard let form else { return [] }
        let layout = FormLayout(form, in: layout.overlay)
        switch event.action {
        case .wheelUp: self.form?.choices?.window.scroll(by: -3)
        case .wheelDown: self.form?.choices?.window.scroll(by: 3)
        case .press(button: 0):
            if let row = layout.choice(at: event.point), let choices = form.choices, choices.window.top + row < choices.count {
                self.form?.take(choices[choices.window.top + row], from: names.catalog?.object)
            } else if let field = layout.field(at: event.point) {
                let effects = goToField(field)
                if field == .errors { self.form?.errorsOnly.toggle() }
                return field == .search ? run(.open) : effects
            }
        default: break
        }
        return []
    }

    /// The list shows as many names as there is room for.
    mutating func settleForm(_ area: Rect) {
        guard let form else { return }
        self.form?.choices?.window.resize(height: FormLayout(form, in: area).choiceRows)
    }
}

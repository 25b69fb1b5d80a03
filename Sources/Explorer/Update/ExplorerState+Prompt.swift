import Terminal

/// Typing at the bottom of the screen.
extension ExplorerState {
    mutating func type(_ key: Key) -> [Effect] {
        guard let prompt else { return [] }
        switch key {
        case .enter: return accept(prompt)
        case .escape, .control("C"), .control("G"): return abandon(prompt)
        case .control("L"): return [.redraw]
        case .control("Z"): return [.suspend]
        case .tab where prompt.isFilter: return completeFilter()
        case .tab, Key(.down), .control("N"): return choose(1)
        case .backtab, Key(.up), .control("P"): return choose(-1)
        case Key(.backspace) where prompt.editor.text.isEmpty: return abandon(prompt)
        default: break
        }
        let before = prompt.editor.text
        guard self.prompt?.editor.handle(key) == true, self.prompt?.editor.text != before else { return [] }
        return promptChanged()
    }

    /// What is typed takes effect at once where that helps.
    mutating func promptChanged() -> [Effect] {
        guard let prompt else { return [] }
        switch prompt.purpose {
        case .filter:
            search.keepsSelection = false
            return setFilter(prompt.editor.text)
        case .find: return setFind(prompt.editor.text)
        case .helpSearch: setHelpText(prompt.editor.text)
        case .palette: self.prompt?.purpose = .palette(choice: 0)
        case .goToID, .save: break
        }
        return []
    }

    private mutating func accept(_ prompt: Prompt) -> [Effect] {
        let candidates = paletteCandidates
        self.prompt = nil
        let text = prompt.editor.text
        switch prompt.purpose {
        case .filter:
            if let error = search.filterError { refuse(error) }
            if !search.filter.isEmpty, live?.searched != search.filter { return searchServers() }
        case .find: if !text.isEmpty { goToFirstMatch() }
        case .helpSearch: break
        case .palette(let choice):
            guard choice < candidates.count else {
                refuse("No command is called \(text); ? lists them")
                return []
            }
            return run(candidates[choice].command)
        case .goToID: return goTo(text)
        case .save(let all): return save(to: text, all: all)
        }
        return []
    }

    private mutating func abandon(_ prompt: Prompt) -> [Effect] {
        self.prompt = nil
        switch prompt.purpose {
        case .filter(let before): return before == search.filterLine ? [] : setFilter(before)
        case .find(let before): return before == trace?.find.text ? [] : setFind(before)
        case .helpSearch: setHelpText("")
        case .palette, .goToID, .save: break
        }
        return []
    }

    /// Another candidate of the palette; Tab completes the name first.
    private mutating func choose(_ step: Int) -> [Effect] {
        guard case .palette(let choice) = prompt?.purpose else { return [] }
        let count = paletteCandidates.count
        if count > 0 { prompt?.purpose = .palette(choice: ((choice + step) % count + count) % count) }
        return []
    }

    /// The last word of the filter, as far as it is certain; what is not is listed in the message line.
    private mutating func completeFilter() -> [Effect] {
        guard let line = prompt?.editor.text else { return [] }
        let (completed, choices) = FilterCompletion.complete(line, services: search.services?.services.map(\.name) ?? [])
        if choices.count > 1 { note(choices.prefix(12).joined(separator: "  ")) }
        if choices.isEmpty { note("Nothing known begins so") }
        guard completed != line else { return [] }
        prompt?.editor.replace(with: completed)
        return promptChanged()
    }

    private mutating func goTo(_ text: String) -> [Effect] {
        let prefix = text.filter { $0 != " " }
        guard !prefix.isEmpty else { return [] }
        if screen == .trace, let view = trace?.view { return compute(.finding, .findID(view, prefix: prefix)) }
        guard let listing = search.traces else { return [] }
        return compute(.finding, .findTraceID(listing, prefix: prefix))
    }

    /// Commands that the palette offers for what was typed: names that begin so, then names that hold the letters in order.
    var paletteCandidates: [Binding] {
        guard let prompt, case .palette = prompt.purpose else { return [] }
        let typed = prompt.editor.text.lowercased()
        var seen: Set<Command> = []
        let all = KeyTable.bindings(in: focus).filter { seen.insert($0.command).inserted }
        let starting = all.filter { $0.command.rawValue.hasPrefix(typed) }
        let others = all.filter { !$0.command.rawValue.hasPrefix(typed) && Self.holds($0.command.rawValue, lettersOf: typed) }
        return starting + others
    }

    private static func holds(_ name: String, lettersOf typed: String) -> Bool {
        var rest = name[...]
        for letter in typed {
            guard let found = rest.firstIndex(of: letter) else { return false }
            rest = rest[rest.index(after: found)...]
        }
        return true
    }
}

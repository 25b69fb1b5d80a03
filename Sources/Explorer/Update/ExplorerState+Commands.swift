import Terminal

/// What each command does.
extension ExplorerState {
    mutating func run(_ command: Command) -> [Effect] {
        if let reason = reasonUnavailable(command) {
            refuse(reason)
            return []
        }
        if focus == .form { return runInForm(command) }
        switch command {
        case .down: step(1)
        case .up: step(-1)
        case .halfPageDown: changeWindow { $0.page(by: 0.5) }
        case .halfPageUp: changeWindow { $0.page(by: -0.5) }
        case .pageDown: changeWindow { $0.page(by: 1) }
        case .pageUp: changeWindow { $0.page(by: -1) }
        case .first: changeWindow { $0.select(0) }
        case .last: changeWindow { $0.select($0.count - 1) }
        case .nextPane, .previousPane: changePane()
        case .open: return open()
        case .back: return back()
        case .cancel: return cancel()
        case .maximize: maximize()
        case .quit: return [.quit]
        case .filter: prompt = Prompt(.filter(before: search.filterLine), text: search.filterLine)
        case .searchForm: return openForm()
        case .earlierSearch: break  // Only the form knows it.
        case .failedOnly: return toggleFailedOnly()
        case .sortNext:
            return sort {
                $0.step(1)
            } services: {
                $0.step(1)
            }
        case .sortPrevious:
            return sort {
                $0.step(-1)
            } services: {
                $0.step(-1)
            }
        case .sortInvert:
            return sort {
                $0.isAscending.toggle()
            } services: {
                $0.isAscending.toggle()
            }
        case .foldOrParent: foldOrParent()
        case .unfoldOrChild: unfoldOrChild()
        case .toggleFold: toggleFold()
        case .foldAll: return changeFolds(.foldAll)
        case .unfoldAll: return changeFolds(.unfoldAll)
        case .foldLevel: return changeFolds(.foldLevel)
        case .unfoldLevel: return changeFolds(.unfoldLevel)
        case .toggleCopies: toggleCopies()
        case .nextSlow: return walkSlowest(by: 1)
        case .previousSlow: return walkSlowest(by: -1)
        case .nextError: goToError(forward: true)
        case .previousError: goToError(forward: false)
        case .find: startFind()
        case .findNext: goToMatch(forward: true)
        case .findPrevious: goToMatch(forward: false)
        case .parent, .child, .nextSibling, .previousSibling: walkTree(command)
        case .goToID: prompt = Prompt(.goToID)
        case .copyValue, .copyPair, .copySpanID, .copyTraceID, .copyLine: return copy(command)
        case .save: startSaving(all: false)
        case .saveAll: startSaving(all: true)
        case .help: toggleHelp()
        case .palette: prompt = Prompt(.palette(choice: 0))
        case .diagnostics: toggleFindings()
        case .reload: return live == nil ? [.reload] : refresh()
        case .autoRefresh: return changeRefresh()
        case .fetchAll: return searchServers(isExhaustive: true)
        case .redraw: return [.redraw]
        case .suspend: return [.suspend]
        case .interrupt where live?.asked.isEmpty == false: return cancelQuestions()
        case .interrupt: return load.isLoading || load.isFollowing ? [.stopLoading] : [.quit]
        case .toggleUTC:
            isUTC.toggle()
            note(isUTC ? "Times in UTC" : "Times in the local zone")
        case .revealSecrets:
            revealsSecrets.toggle()
            note(revealsSecrets ? "Secrets are shown" : "Values that look secret are masked")
        }
        return []
    }

    /// To another row; where no row is selected the text scrolls.
    private mutating func step(_ rows: Int) {
        let isText = overlay != nil
        changeWindow { if isText { $0.scroll(by: rows) } else { $0.move(by: rows) } }
    }

    private mutating func open() -> [Effect] {
        switch focus {
        case .services: return filterBySelectedService()
        case .traces: return openSelectedTrace()
        case .waterfall: openInspector()
        case .inspector: trace?.isMaximized.toggle()
        case .overlay: overlay = nil
        case .form: break
        }
        return []
    }

    private mutating func back() -> [Effect] {
        switch focus {
        case .overlay: overlay = nil
        case .form: form = nil
        case .inspector: closeInspector()
        case .waterfall:
            screen = .search
            search.isServicesFocused = false
        case .services, .traces: return [.quit]
        }
        return []
    }

    private mutating func cancel() -> [Effect] {
        if overlay == nil, let live, !live.asked.isEmpty { return cancelQuestions() }
        switch focus {
        case .overlay: overlay = nil
        case .form: form = nil
        case .inspector: closeInspector()
        case .waterfall:
            if trace?.find.isActive == true {
                trace?.find = FindState()
                note("Find is off")
            } else if trace?.isInspectorOpen == true {
                closeInspector()
            } else {
                return back()
            }
        case .services, .traces:
            guard search.isFiltered else {
                note("q quits")
                return []
            }
            return setFilter("")
        }
        return []
    }

    private mutating func changePane() {
        switch screen {
        case .search: search.isServicesFocused.toggle()
        case .trace:
            if trace?.isInspectorOpen == true { trace?.isInspectorFocused.toggle() } else { openInspector() }
        }
    }

    private mutating func maximize() {
        switch screen {
        case .search: search.isMaximized.toggle()
        case .trace: trace?.isMaximized.toggle()
        }
    }

    private mutating func openInspector() {
        trace?.isInspectorOpen = true
        trace?.isInspectorFocused = true
    }

    private mutating func closeInspector() {
        trace?.isInspectorOpen = false
        trace?.isInspectorFocused = false
        trace?.isMaximized = false
    }
}

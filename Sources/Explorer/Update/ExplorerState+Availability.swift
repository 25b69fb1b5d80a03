/// Why a command does nothing now.
extension ExplorerState {
    /// A sentence for the message line; nil when the command can be done.
    public func reasonUnavailable(_ command: Command) -> String? {
        switch command {
        case .find where overlay != nil: if case .findings = overlay { "Only the keys can be searched" } else { nil }
        case .searchForm where focus == .form: "The search form is open; Esc leaves it"
        case .earlierSearch where focus != .form: "Only in the search form; s opens it"
        case .searchForm, .filter, .failedOnly, .sortNext, .sortPrevious, .sortInvert:
            screen == .search
                ? search.filterError != nil && command == .failedOnly ? search.filterError : nil : "Only on the search screen; q goes there"
        case .open where focus == .traces:
            selectedTrace == nil ? (search.isFiltered ? "No trace matches the filter" : "No trace is loaded yet") : nil
        case .open where focus == .services: selectedService == nil ? "No service is loaded yet" : search.filterError
        case .nextSlow, .previousSlow, .find, .parent, .child, .nextSibling, .previousSibling, .toggleFold, .foldAll, .unfoldAll,
            .foldLevel, .unfoldLevel, .foldOrParent, .unfoldOrChild, .copySpanID:
            needsTrace()
        case .toggleCopies: needsTrace() ?? (trace?.view?.copies == nil ? "No span of this trace was read more than once" : nil)
        case .nextError, .previousError: needsTrace() ?? (trace?.view?.errorCount == 0 ? "No span of this trace failed" : nil)
        case .findNext, .findPrevious: needsTrace() ?? (trace?.find.isActive == true ? nil : "Nothing to find yet; / asks for it")
        case .copyValue, .copyPair:
            needsTrace() ?? (focus == .inspector ? reasonNotToCopy(selectedInspectorLine?.item) : nil)
        case .copyTraceID: (screen == .trace ? trace?.idText : selectedTrace?.idText) == nil ? "No trace is selected" : nil
        case .copyLine: focus == .overlay ? "There is nothing to copy here" : nil
        case .autoRefresh, .fetchAll:
            live == nil
                ? "Only for servers; r reads files again" : command == .fetchAll && live?.isSearching == true ? "Already asking" : nil
        case .save, .saveAll: (screen == .trace ? trace?.idText : selectedTrace?.idText) == nil ? "No trace is selected" : nil
        case .reload: load.isLoading ? "Still loading; Ctrl-C stops it" : nil
        default: nil
        }
    }

    private func reasonNotToCopy(_ item: InspectorItem?) -> String? {
        guard let item else { return "There is no value on this line" }
        return item.isMasked ? "The value looks secret; X shows it" : nil
    }

    private func needsTrace() -> String? {
        if screen != .trace { return "Open a trace first" }
        return trace?.view == nil ? "The trace is still being opened" : nil
    }
}

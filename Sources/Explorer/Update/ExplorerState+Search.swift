import TraceModel
import TraceQuery

/// The search screen: filter, order, opening.
extension ExplorerState {
    /// Takes over a filter line as it is typed; a term that cannot be read is left out, so that the list does not jump while it is typed.
    mutating func setFilter(_ line: String) -> [Effect] {
        search.filterLine = line
        search.filterError = nil
        do {
            search.filter = try TraceFilter(line: line)
        } catch {
            search.filterError = Sentences.sentence(for: error, line: line)
            let readable = Self.line(line, without: error.range)
            guard let filter = try? TraceFilter(line: readable) else { return [] }
            search.filter = filter
        }
        return requestLists()
    }

    /// The line without the term that holds a range of its characters.
    private static func line(_ line: String, without range: Range<Int>) -> String {
        let characters = Array(line)
        let start = characters[..<min(range.lowerBound, characters.count)].lastIndex(of: " ").map { $0 + 1 } ?? 0
        let end = characters[min(range.upperBound, characters.count)...].firstIndex(of: " ") ?? characters.count
        return String(characters[..<start] + characters[end...])
    }

    mutating func filterBySelectedService() -> [Effect] {
        guard let service = selectedService else { return [] }
        var filter = search.filter
        let isChosen = filter.service == service.name
        filter.service = isChosen ? nil : service.name
        let effects = setFilter(filter.line)
        search.isServicesFocused = isChosen
        return effects + (isChosen ? [] : searchServers())
    }

    mutating func toggleFailedOnly() -> [Effect] {
        var filter = search.filter
        filter.errorsOnly.toggle()
        return setFilter(filter.line) + searchServers()
    }

    /// Changes the order of the list that has the focus.
    mutating func sort(traces: (inout TraceOrder) -> Void, services: (inout ServiceOrder) -> Void) -> [Effect] {
        if focus == .services { services(&search.serviceOrder) } else { traces(&search.traceOrder) }
        return requestLists()
    }

    mutating func openSelectedTrace() -> [Effect] {
        guard let listing = search.traces, let selected = selectedTrace else { return [] }
        screen = .trace
        if trace?.id == selected.id, trace?.view != nil, selected.whole == nil { return [] }
        guard let whole = selected.whole else { return fetchTrace(selected.id, idText: selected.idText) }
        if let open = trace, open.id == selected.id, open.view?.snapshot === listing.snapshot { return [] }
        trace = TraceState(id: selected.id, idText: selected.idText)
        let request = OpenRequest(
            snapshot: Shared(listing.snapshot), id: selected.id, row: whole.row, knownServices: live?.services ?? [])
        return compute(.opening, .open(request)) + (live == nil ? [] : [.keep(selected.id)])
    }

    mutating func takeTrace(_ index: Int?, prefix: String) -> [Effect] {
        guard let index else {
            if live != nil, let id = TraceID(hex: prefix) { return fetchTrace(id, idText: prefix) }
            refuse("No trace listed here has an id that begins with \(prefix)")
            return []
        }
        search.isServicesFocused = false
        search.traceWindow.select(index)
        return []
    }

    /// Opens a trace that has to be fetched first.
    mutating func fetchTrace(_ id: TraceID, idText: String) -> [Effect] {
        screen = .trace
        trace = TraceState(id: id, idText: idText)
        return ask(.trace(id: idText))
    }

    mutating func take(_ services: Shared<ServiceListing>, _ traces: Shared<TraceListing>) -> [Effect] {
        // Who has not chosen a service yet wants the first one to be seen, whichever it is by now.
        let hasChosen = search.isServicesFocused || search.serviceWindow.selection != 0
        let service = hasChosen ? selectedService?.name : nil
        search.services = services
        search.serviceWindow.update(
            count: services.services.count, selecting: service.flatMap { name in services.services.firstIndex { $0.name == name } })
        search.traces = traces
        // While files are read, a user who stays on the first row wants the first trace, whichever it is by now.
        let isFilling = !load.isReload && !load.isFollowing
        let staysOnTop = search.traceWindow.count == 0 || search.traceWindow.selection == 0 && isFilling
        search.traceWindow.update(
            count: traces.count, selecting: search.keepsSelection && !staysOnTop ? traces.selected : 0)
        search.keepsSelection = true
        search.isListing = false
        guard search.isOutdated else { return [] }
        search.isOutdated = false
        return requestLists()
    }

    /// Asks for both lists as they should be now.
    mutating func requestLists() -> [Effect] {
        search.isListing = true
        search.isOutdated = false
        let request = ListRequest(
            snapshot: snapshot, filter: search.filter, traceOrder: search.traceOrder, serviceOrder: search.serviceOrder,
            selectedTrace: selectedTrace?.id, services: search.services, knownServices: live?.services ?? [])
        return compute(.listing, .list(request))
    }
}

extension TraceOrder {
    /// The next column, in the order that suits it.
    mutating func step(_ steps: Int) {
        self = TraceOrder(column: column.stepped(by: steps), isAscending: column.stepped(by: steps) == .name)
    }
}

extension ServiceOrder {
    /// The next column, in the order that suits it.
    mutating func step(_ steps: Int) {
        self = ServiceOrder(column: column.stepped(by: steps), isAscending: column.stepped(by: steps) == .name)
    }
}

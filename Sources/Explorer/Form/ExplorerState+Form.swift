import Terminal
import TraceQuery

/// The search form: opening, leaving, searching.
extension ExplorerState {
    /// Times as the user writes them.
    var zone: Zone { isUTC ? .utc : localZone }

    mutating func openForm() -> [Effect] {
        form = SearchForm(search.filter, limit: live?.limit, live: live?.settings, zone: zone)
        return askForOperations()
    }

    /// What the keys of the form ask for.
    mutating func runInForm(_ command: Command) -> [Effect] {
        guard var form else { return [] }
        let catalog = names.catalog?.object
        switch command {
        case .nextPane:
            guard form.canTake(from: catalog), let choices = form.choices else { return goToField(form.field(1)) }
            form.take(choices.best, from: catalog)
        case .previousPane: return goToField(form.field(-1))
        case .down:
            if form.choices != nil {
                form.choices?.stepDown()
            } else if !form.openChoices(from: catalog) {
                return goToField(form.field(1))
            }
        case .up: if form.choices?.stepUp() != true { return goToField(form.field(-1)) }
        case .pageDown, .pageUp:
            guard let row = form.choices?.chosen, let height = form.choices?.window.height else {
                return goToField(command == .pageDown ? .search : .service)
            }
            form.choices?.choose(row + (command == .pageDown ? height : -height))
        case .open:
            guard let choices = form.choices, choices.chosen != nil else { return searchByForm() }
            form.take(choices.best, from: catalog)
        case .cancel:
            guard form.choices != nil else {
                self.form = nil
                return []
            }
            form.choices = nil
        case .earlierSearch:
            if let number = form.recall(from: searchesMade) {
                note("Search \(number) of \(searchesMade.searches.count), the latest first")
            } else {
                refuse("No other search was made with the form yet")
            }
        case .help: toggleHelp()
        case .redraw: return [.redraw]
        case .suspend: return [.suspend]
        default: refuse("The search form is open; Esc leaves it")
        }
        self.form = form
        return []
    }

    /// Takes the form's filter over, or goes to the first field that cannot be read.
    private mutating func searchByForm() -> [Effect] {
        guard var form else { return [] }
        let (filter, limit, problems) = form.read()
        if let wrong = form.fields.first(where: { problems[$0] != nil }) {
            form.choices = nil
            form.focus = wrong
            self.form = form
            refuse("\(wrong.label): \(problems[wrong] ?? "")")
            return []
        }
        self.form = nil
        searchesMade.keep(FormMemory.Search(filter: filter, limit: limit))
        return applySearch(filter, limit: limit)
    }

    /// Takes over what the search form asks for, and asks the servers for it.
    ///
    /// - Parameter limit: how many traces a server should send at most; nil for as many as at the start.
    mutating func applySearch(_ filter: TraceFilter, limit: Int?) -> [Effect] {
        if let live { self.live?.limit = limit ?? live.settings.limit }
        search.keepsSelection = false
        return setFilter(filter.line) + searchServers()
    }

    /// Goes to a field; a server is asked for the operations of a service that has been named.
    mutating func goToField(_ field: FormField) -> [Effect] {
        let isLeavingService = form?.focus == .service && field != .service
        form?.choices = nil
        form?.focus = field
        return isLeavingService ? askForOperations() : []
    }

    private mutating func askForOperations() -> [Effect] {
        guard let service = form?.read().filter.service, names.operations[service] == nil, live?.services?.contains(service) == true
        else { return [] }
        return ask(.operations(service: service))
    }
}

import Terminal
import TraceAnalysis
import TraceModel

/// All that the explorer knows: one value, changed by ``update(_:)`` alone.
public struct ExplorerState: Equatable, Sendable {
    /// The two screens.
    public enum Screen: Equatable, Sendable {
        /// Services and traces.
        case search
        /// One trace.
        case trace
    }

    /// The size of the terminal.
    public internal(set) var size: Size
    /// Which screen is shown.
    public internal(set) var screen = Screen.search
    var snapshot = Shared(Snapshot.empty)
    var load = LoadState()
    var search = SearchState()
    /// Nil when all sources are files.
    var live: LiveState?
    /// The trace that was opened last; there while its screen is shown.
    var trace: TraceState?
    var overlay: Overlay?
    var prompt: Prompt?
    /// The search form, while it is open.
    var form: SearchForm?
    var names = FormNames()
    var searchesMade = FormMemory()
    /// Keys that began something: the `z` of `zM`.
    var pendingKeys: [Key] = []
    var message: Message?
    /// Times in UTC and not in the zone of the user.
    var isUTC = false
    /// How times are written while they are not.
    let localZone: Zone
    /// Values that look secret are shown.
    var revealsSecrets = false
    var tickets = Tickets()

    /// Nothing loaded yet.
    ///
    /// - Parameter live: the servers among the sources; nil when there is none.
    public init(size: Size, localTime: TimeText = .utc, isUTC: Bool = false, live: LiveSettings? = nil) {
        self.size = size
        self.isUTC = isUTC
        self.live = live.map { LiveState($0) }
        localZone = Zone(local: localTime)
    }

    /// Which region gets the keys.
    public var focus: Focus {
        if overlay != nil { return .overlay }
        if form != nil { return .form }
        guard screen == .trace, let trace else { return search.isServicesFocused ? .services : .traces }
        return trace.isInspectorFocused ? .inspector : .waterfall
    }

    /// The selected trace's and span's id as text; nil where nothing is selected.
    ///
    /// For tests and titles.
    public var selectedIDs: (trace: String?, span: String?) {
        switch screen {
        case .search: (selectedTrace?.idText, nil)
        case .trace: (trace?.view?.trace.idText, trace?.selectedSpan?.idText)
        }
    }

    /// The selected row of the services pane.
    var selectedService: ServiceStatistics? {
        guard let listing = search.services, let index = search.serviceWindow.selection, index < listing.services.count else { return nil }
        return listing.services[index]
    }

    /// The selected row of the traces pane.
    var selectedTrace: ListedTrace? {
        guard let listing = search.traces, let index = search.traceWindow.selection, index < listing.count else { return nil }
        return listing.object[index]
    }
}

/// What the message line says.
struct Message: Equatable, Sendable {
    enum Kind: Equatable, Sendable { case note, problem }
    var text: String
    var kind = Kind.note
}

/// Numbers that tell the latest request of each kind from those before it, whose results are dropped.
struct Tickets: Equatable, Sendable {
    private var latest: [ComputeEffect.Lane: Int] = [:]

    mutating func next(_ lane: ComputeEffect.Lane) -> Int {
        latest[lane, default: 0] += 1
        return latest[lane, default: 0]
    }

    func isLatest(_ ticket: Int, _ lane: ComputeEffect.Lane) -> Bool { latest[lane] == ticket }
}

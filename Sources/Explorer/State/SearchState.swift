import Terminal
import TraceModel
import TraceQuery

/// The search screen: services, the filter, traces.
struct SearchState: Equatable, Sendable {
    var isServicesFocused = false
    var isMaximized = false
    var services: Shared<ServiceListing>?
    var serviceWindow = ListWindow()
    var serviceOrder = ServiceOrder()
    /// The filter as it was typed; it may be wrong, then `filterError` says why and the traces are those of the last right one.
    var filterLine = ""
    var filter = TraceFilter()
    var filterError: String?
    var traces: Shared<TraceListing>?
    var traceWindow = ListWindow()
    var traceOrder = TraceOrder()
    /// Whether a listing is being made, and whether what it is made of has changed since.
    var isListing = false
    var isOutdated = false
    /// Whether the selected trace stays selected in the next list; after typing a filter the first one is.
    var keepsSelection = true

    var isFiltered: Bool { !filterLine.allSatisfy { $0 == " " } }
}

/// How traces are ordered.
struct TraceOrder: Equatable, Sendable {
    enum Column: CaseIterable, Equatable, Sendable { case duration, name, spans, services, errors, start }
    var column = Column.duration
    var isAscending = false
}

/// How services are ordered.
struct ServiceOrder: Equatable, Sendable {
    enum Column: CaseIterable, Equatable, Sendable { case name, spans, traces, errors, p50, p95 }
    var column = Column.p95
    var isAscending = false
}

extension CaseIterable where Self: Equatable {
    /// The case so many steps further, round the end.
    func stepped(by steps: Int) -> Self {
        let all = Array(Self.allCases)
        guard let index = all.firstIndex(of: self) else { return self }
        return all[((index + steps) % all.count + all.count) % all.count]
    }
}

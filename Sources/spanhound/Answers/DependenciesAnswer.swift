import Explorer
import Terminal
import TraceAnalysis
import TraceModel
import TraceQuery

/// Who calls whom, in the traces that match.
struct DependenciesAnswer {
    private let edges: [Dependency]
    /// The service asked about.
    private let service: String?
    private let server: ServerCalls?

    /// - Parameters:
    ///   - limit: how many of the traces that match are looked at, the first in order.
    ///   - server: the count of the servers among the sources.
    /// - Throws: that nobody has the name of the service asked for.
    init(_ set: TraceSet, filter: TraceFilter, sort: TraceSort?, limit: Int?, server: ServerCalls?) throws(Failure) {
        self.server = server
        let snapshot = set.snapshot, asked = filter.service
        service = asked
        var filter = filter
        let isKnown = asked.map(ServicesAnswer.names(in: snapshot).contains) ?? true
        // One that records no spans is known from its callers: whoever calls it is found by its name alone.
        if !isKnown { filter.service = nil }
        let matching = set.select(filter)
        let traces = (sort?.sorted(matching, in: snapshot) ?? matching).prefix(limit ?? .max)
        edges = snapshot.dependencies(of: Array(traces), service: asked) ?? []
        if let asked, !isKnown, edges.isEmpty, !set.hasServers { throw Failure(noService: asked, in: snapshot) }
    }

    /// Whether neither the traces nor a server know of any call.
    var isEmpty: Bool { edges.isEmpty && server?.isEmpty ?? true }

    func writeJSON() {
        var json = JSONWriter()
        json.object { json in
            json.field("schemaVersion", 1)
            json.array("edges", edges) { json, edge in json.object { $0.fields(of: edge) } }
            if let server { json.object("server") { server.write(to: &$0) } }
        }
        json.finish()
    }

    func print(on page: Page) {
        if edges.isEmpty { StandardError.write("no service calls another\n") } else { printEdges(on: page) }
        server?.print(on: page)
    }

    private func printEdges(on page: Page) {
        if let service {
            // Its two sides are two questions; each has one name the less to print.
            let callers = edges.filter { $0.callee == service }, callees = edges.filter { $0.caller == service }
            if !callers.isEmpty { page.print(table(callers, ["CALLED BY": \.shownCaller], page)) }
            if !callers.isEmpty, !callees.isEmpty { page.print() }
            if !callees.isEmpty { page.print(table(callees, ["CALLS TO": \.shownCallee], page)) }
        } else {
            page.print(table(edges, ["FROM": \.shownCaller, "TO": \.shownCallee], page))
        }
        if edges.contains(where: \.isVirtual) { page.print(note: "* records no spans: only what its callers say of it is known") }
    }

    /// - Parameter names: the columns that say who, with what stands in them.
    private func table(_ edges: [Dependency], _ names: KeyValuePairs<String, KeyPath<Dependency, String>>, _ page: Page) -> TextTable {
        var table = TextTable(
            names.map { .init(title: $0.key, truncation: .middle) }
                + ["CALLS", "ERRORS", "CALLER", "CALLEE", "P95", "GAP"].map { .init(title: $0, isNumber: true) })
        for edge in edges {
            table.add(
                names.map { StyledText(edge[keyPath: $0.value]) } + [
                    StyledText(CountText.text(edge.calls)),
                    StyledText(
                        edge.errors > 0 ? CountText.percent(edge.errorShare) : "",
                        edge.errorShare > ServiceStatistics.tolerableErrorShare ? page.theme.error : .plain),
                    StyledText(edge.meanCaller.map(DurationText.text) ?? ""), StyledText(edge.meanCallee.map(DurationText.text) ?? ""),
                    StyledText((edge.calleeLatency?.p95).map(DurationText.text) ?? ""),
                    StyledText(edge.meanGap.map(DurationText.text) ?? ""),
                ])
        }
        return table
    }
}

extension Dependency {
    fileprivate var shownCaller: String { NameText.service(caller) }
    fileprivate var shownCallee: String { NameText.service(callee) + (isVirtual ? " *" : "") }
}

extension JSONWriter {
    /// One caller's calls of one callee.
    mutating func fields(of edge: Dependency) {
        field("caller", edge.caller)
        field("callee", edge.callee)
        field("virtual", edge.isVirtual)
        field("calls", edge.calls)
        field("errors", edge.errors)
        field("meanCalleeNano", edge.meanCallee)
        field("meanCallerNano", edge.meanCaller)
        field("meanGapNano", edge.meanGap)
        field("p95CalleeNano", edge.calleeLatency?.p95)
    }
}

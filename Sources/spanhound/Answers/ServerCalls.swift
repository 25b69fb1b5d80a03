import Explorer
import Terminal
import TraceModel
import TraceQuery
import TraceSources

/// Who calls whom by the servers' own count, which is of all traces and not only of those that were fetched.
struct ServerCalls {
    private let edges: [ServerDependency]
    /// Nanoseconds since the Unix epoch.
    private let start: Int64
    private let end: Int64

    /// Whether they count none.
    var isEmpty: Bool { edges.isEmpty }

    /// How far back servers themselves look unless they are told otherwise, in nanoseconds: a day.
    ///
    /// Many storages are filled by a job that runs once a day.
    private static let usualLookback: Int64 = 86_400_000_000_000

    /// Asks all servers; nil when there is none, or none answers, which is said and costs no more than this count.
    ///
    /// - Throws: being strict, why a server does not answer.
    init?(_ input: TraceInput, _ filter: TraceFilter) throws(Failure) {
        let end = filter.end ?? Wish.now
        let lookback = filter.start.map { end.subtractingSaturated($0) } ?? filter.lookback ?? Self.usualLookback
        let answers = try input.askServers(isNeeded: false) { server throws(InputError) in
            try server.dependencies(end: end, lookback: lookback, service: filter.service)
        }
        if answers.found.isEmpty { return nil }
        (self.start, self.end) = (end.subtractingSaturated(lookback), end)
        var calls: [[String]: Int] = [:]
        // Not every server heeds the service.
        let asked = filter.service
        for edge in answers.found.joined() where asked == nil || edge.parent == asked || edge.child == asked {
            calls[[edge.parent, edge.child], default: 0] += edge.callCount
        }
        edges = calls.map { ServerDependency(parent: $0.key[0], child: $0.key[1], callCount: $0.value) }.sorted()
    }

    func write(to json: inout JSONWriter) {
        json.array("edges", edges) { json, edge in
            json.object { json in
                json.field("caller", edge.parent)
                json.field("callee", edge.child)
                json.field("calls", edge.callCount)
            }
        }
        json.field(instant: "startTimeUnixNano", start)
        json.field(instant: "endTimeUnixNano", end)
    }

    func print(on page: Page) {
        page.print()
        let time = "\(DurationText.short(end.subtractingSaturated(start))) until \(page.times.dateTime(end, decimals: 0))"
        guard !edges.isEmpty else {
            page.print(note: "The server itself counts no calls in the \(time); many storages leave that to a job that has to be run.")
            return
        }
        page.print(note: "The server's own count of all calls in the \(time):")
        page.print()
        var table = TextTable([
            .init(title: "FROM", truncation: .middle), .init(title: "TO", truncation: .middle), .init(title: "CALLS", isNumber: true),
        ])
        for edge in edges {
            table.add([StyledText(edge.parent), StyledText(edge.child), StyledText(CountText.text(edge.callCount))])
        }
        page.print(table)
    }
}

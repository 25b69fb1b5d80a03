import TraceModel

/// How much of a trace is one service's.
public struct TraceService: Equatable, Sendable {
    /// The service's name; empty for spans that name none.
    public let name: String
    /// The name's row of the string table; the empty string's for spans that name none.
    public let id: StringID
    /// Its spans in the trace.
    public var spans = 0
    /// Those of them that are errors.
    public var errorSpans = 0

    /// A service of which no span was met yet.
    public init(name: String, id: StringID) {
        self.name = name
        self.id = id
    }
}

extension Trace {
    /// The services of the trace, by name.
    ///
    /// - Complexity: O(spans + services · log)
    public var services: [TraceService] {
        var services: [TraceService] = []
        var indexOf: [StringID: Int] = [:]
        var last: (id: StringID, index: Int)?
        let chunks = snapshot.chunks, tree = tree
        for position in 0..<tree.count {
            let row = tree.spanRow(at: position), chunk = chunks[row.chunk]
            let id = snapshot.serviceID(of: ResourceID(chunk.resource[row.offset])) ?? .empty
            let index: Int
            if let last, last.id == id {
                index = last.index
            } else if let known = indexOf[id] {
                index = known
            } else {
                index = services.count
                indexOf[id] = index
                services.append(TraceService(name: snapshot.strings[id], id: id))
            }
            last = (id, index)
            services[index].spans += 1
            if chunk.facts[row.offset].isError { services[index].errorSpans += 1 }
        }
        return services.sorted { $0.name < $1.name }
    }

    /// The share of its spans that are errors, 0...1.
    public var errorShare: Double { spanCount == 0 ? 0 : Double(errorSpans) / Double(spanCount) }

    /// How long the caller waited: the duration of the main root, in nanoseconds; nil when it is unknown or negative.
    ///
    /// Less than the trace's duration when work outlives the reply.
    public var responseTime: Int64? {
        guard spanCount > 0 else { return nil }
        let root = WholeSpans(snapshot).span(at: mainRootPosition, in: tree)
        return root.facts.lacksDuration || root.duration < 0 ? nil : root.duration
    }

    /// Whether the caller got an error: the main root failed.
    public var isFatal: Bool { spanCount > 0 && WholeSpans(snapshot).span(at: mainRootPosition, in: tree).facts.isError }
}

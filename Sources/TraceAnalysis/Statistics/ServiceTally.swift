import TraceModel

/// Gathers ``ServiceStatistics`` trace by trace.
struct ServiceTally {
    private let snapshot: Snapshot
    private let numbers: ServiceNumbers
    private let spans: WholeSpans
    private var services: [ServiceStatistics]
    private var latencies: [[Int64]]
    /// The trace in which each service was met last, plus 1.
    private var lastTrace: [Int]
    private var traces = 0
    private var spansSinceCheck = 0
    /// Services of the current trace's spans, by position.
    private var ofPosition: [UInt32] = []

    init(_ snapshot: Snapshot) {
        self.snapshot = snapshot
        numbers = ServiceNumbers(snapshot)
        spans = WholeSpans(snapshot)
        services = numbers.ids.map { ServiceStatistics(name: snapshot.strings[$0], id: $0) }
        latencies = Array(repeating: [], count: services.count)
        lastTrace = Array(repeating: 0, count: services.count)
    }

    /// Takes a trace in; false when cancelled.
    mutating func add(_ trace: Trace, _ isCancelled: () -> Bool) -> Bool {
        traces += 1
        let chunks = snapshot.chunks, tree = trace.tree, count = tree.count
        if ofPosition.count < count { ofPosition.append(contentsOf: repeatElement(0, count: count - ofPosition.count)) }
        for position in 0..<count {
            spansSinceCheck += 1
            if spansSinceCheck & 0xfff == 0, isCancelled() { return false }
            let row = tree.spanRow(at: position), offset = row.offset
            let number = numbers.ofResource[Int(chunks[row.chunk].resource[offset])], service = Int(number)
            ofPosition[position] = number
            services[service].spans += 1
            if chunks[row.chunk].facts[offset].isError { services[service].errorSpans += 1 }
            if lastTrace[service] != traces {
                lastTrace[service] = traces
                services[service].traces += 1
            }
            // What is shown with another span is read but once more, so that no share and no percentile is of it.
            if tree.isFolded(position) { continue }
            let span = spans.span(at: position, in: tree), isError = span.facts.isError
            services[service].distinctSpans += 1
            if isError { services[service].distinctErrors += 1 }
            if let parent = tree.parent(of: position), ofPosition[parent] == number { continue }
            services[service].entrySpans += 1
            if isError { services[service].entryErrors += 1 }
            if let took = span.took { latencies[service].append(took) }
        }
        return true
    }

    /// What was gathered, by name; services without spans are left out.
    var result: [ServiceStatistics] {
        var result: [ServiceStatistics] = []
        for (service, durations) in zip(services, latencies) where service.spans > 0 {
            var service = service
            service.entryLatency = Percentiles(durations)
            result.append(service)
        }
        return result.sorted { $0.name < $1.name }
    }
}

import TraceModel

/// Gathers ``ServicePerformance`` of many services trace by trace, in one walk a trace.
struct PerformanceTally {
    private let snapshot: Snapshot
    private let numbers: ServiceNumbers
    private let spans: WholeSpans
    /// Whether a service is asked for, by number.
    private let isWanted: [Bool]
    private var services: [Service]
    private var finder: CriticalPathFinder
    /// Service × 8 + kind, and span name.
    private var operationPairs = PairTable()
    private var operations: [Operation] = []
    /// The services asked for that take part in the trace added last, by number.
    private(set) var touched: [Int] = []
    /// The operations on the critical path of the trace added last, by number, if any service asked for takes part in it.
    private(set) var path: [(operation: Int, time: Int64)] = []
    private var traces = 0
    private var spansSinceCheck = 0
    /// Services and operations of the current trace's spans, by position.
    private var serviceOf: [UInt32] = []
    private var operationOf: [Int32] = []

    private struct Service {
        var traces = 0, errorTraces = 0, fatalTraces = 0, entrySpans = 0, entryErrors = 0
        var pathTime = Int128(0)
        var traceDurations: [Int64] = [], responseTimes: [Int64] = [], entryDurations: [Int64] = []
        /// The trace in which it was met last, plus 1.
        var lastTrace = 0
    }

    private struct Operation {
        var count = 0, errors = 0
        var durations: [Int64] = []
        var selfTotal = Int128(0), critical = Int128(0)
        /// Of the trace at hand.
        var criticalHere: Int64 = 0
    }

    /// The operation of spans that are not counted.
    private static let none: Int32 = -1

    /// - Parameter names: the services asked for; nil = all.
    init(_ snapshot: Snapshot, services names: Set<String>? = nil) {
        self.snapshot = snapshot
        numbers = ServiceNumbers(snapshot)
        spans = WholeSpans(snapshot)
        isWanted = numbers.ids.map { names?.contains(snapshot.strings[$0]) ?? true }
        services = Array(repeating: Service(), count: numbers.count)
        finder = CriticalPathFinder(snapshot)
    }

    // MARK: Adding

    /// Takes a trace in; false when cancelled.
    mutating func add(_ trace: Trace, _ isCancelled: () -> Bool) -> Bool {
        traces += 1
        touched.removeAll(keepingCapacity: true)
        path.removeAll(keepingCapacity: true)
        let count = trace.spanCount
        if serviceOf.count < count {
            serviceOf.append(contentsOf: repeatElement(0, count: count - serviceOf.count))
            operationOf.append(contentsOf: repeatElement(0, count: count - operationOf.count))
        }
        guard addSpans(trace.tree, isCancelled) else { return false }
        if touched.isEmpty { return true }
        let duration = trace.duration, response = trace.responseTime, isFatal = trace.isFatal
        for service in touched {
            services[service].traces += 1
            if trace.errorSpans > 0 { services[service].errorTraces += 1 }
            if isFatal { services[service].fatalTraces += 1 }
            if let duration { services[service].traceDurations.append(duration) }
            if let response { services[service].responseTimes.append(response) }
        }
        guard let own = trace.selfTimes(isCancelled: isCancelled) else { return false }
        for position in 0..<count where operationOf[position] != Self.none {
            operations[Int(operationOf[position])].selfTotal += Int128(own[position])
        }
        guard addCriticalPath(of: trace, isCancelled) else { return false }
        let time = path.reduce(Int128(0)) { $0 + Int128($1.time) }
        for service in touched { services[service].pathTime += time }
        return true
    }

    /// Gives each operation what its spans have of a trace's critical path.
    private mutating func addCriticalPath(of trace: Trace, _ isCancelled: () -> Bool) -> Bool {
        // The finder is a part of this value, so that what it calls cannot change another part in place.
        let operationOf = operationOf
        var gathered: [Operation] = []
        swap(&gathered, &operations)
        defer { swap(&gathered, &operations) }
        var met: [Int] = []
        let isWhole = finder.find(trace, isCancelled: isCancelled) { segment in
            let operation = Int(operationOf[segment.position])
            if gathered[operation].criticalHere == 0 { met.append(operation) }
            gathered[operation].criticalHere = gathered[operation].criticalHere.addingSaturated(segment.duration)
        }
        for operation in met {
            let time = gathered[operation].criticalHere
            path.append((operation, time))
            gathered[operation].critical += Int128(time)
            gathered[operation].criticalHere = 0
        }
        return isWhole
    }

    /// Counts the spans of a trace, and notes which operation each is of.
    private mutating func addSpans(_ tree: TraceTree, _ isCancelled: () -> Bool) -> Bool {
        let chunks = snapshot.chunks
        for position in 0..<tree.count {
            spansSinceCheck += 1
            if spansSinceCheck & 0xfff == 0, isCancelled() { return false }
            let row = tree.spanRow(at: position), offset = row.offset
            let number = numbers.ofResource[Int(chunks[row.chunk].resource[offset])], service = Int(number)
            serviceOf[position] = number
            operationOf[position] = Self.none
            if tree.isFolded(position) { continue }
            let span = spans.span(at: position, in: tree), facts = span.facts
            let operation = operationPairs.number(of: number << 3 | UInt32(facts.kind.rawValue), chunks[row.chunk].name[offset])
            if operation == operations.count { operations.append(Operation()) }
            operationOf[position] = Int32(truncatingIfNeeded: operation)
            guard isWanted[service] else { continue }
            if services[service].lastTrace != traces {
                services[service].lastTrace = traces
                touched.append(service)
            }
            operations[operation].count += 1
            if facts.isError { operations[operation].errors += 1 }
            if let took = span.took { operations[operation].durations.append(took) }
            if let parent = tree.parent(of: position), serviceOf[parent] == number { continue }
            services[service].entrySpans += 1
            if facts.isError { services[service].entryErrors += 1 }
            if let took = span.took { services[service].entryDurations.append(took) }
        }
        return true
    }

    // MARK: The result

    /// The name of a service by its number.
    func name(of service: Int) -> String { snapshot.strings[numbers.ids[service]] }

    /// The service and the name of an operation by its number.
    func names(of operation: Int) -> (service: String, name: String) {
        let (key, name) = operationPairs.pairs[operation]
        return (self.name(of: Int(key >> 3)), snapshot.strings[StringID(name)])
    }

    /// What was gathered, by name; services without spans are left out.
    var result: [ServicePerformance] { numberedResult.map(\.performance) }

    /// The same with the services' numbers.
    var numberedResult: [(number: Int, performance: ServicePerformance)] {
        var operationsOf: [[OperationPerformance]] = Array(repeating: [], count: services.count)
        for ((key, name), operation) in zip(operationPairs.pairs, operations) where isWanted[Int(key >> 3)] {
            operationsOf[Int(key >> 3)].append(measured(operation, name: StringID(name), kind: UInt8(key & 7)))
        }
        var result: [(number: Int, performance: ServicePerformance)] = []
        for (number, service) in services.enumerated() where service.traces > 0 {
            var found = ServicePerformance(service: name(of: number))
            (found.traces, found.errorTraces, found.fatalTraces) = (service.traces, service.errorTraces, service.fatalTraces)
            (found.entrySpans, found.entryErrors) = (service.entrySpans, service.entryErrors)
            found.pathTime = Int64(clamping: service.pathTime)
            found.traceDuration = Percentiles(service.traceDurations)
            found.responseTime = Percentiles(service.responseTimes)
            found.entryDurations = service.entryDurations.sorted()
            found.entryLatency = Percentiles(sorted: found.entryDurations)
            found.operations = operationsOf[number].sorted(by: OperationPerformance.isBefore)
            result.append((number, found))
        }
        return result.sorted { $0.performance.service < $1.performance.service }
    }

    private func measured(_ operation: Operation, name: StringID, kind: UInt8) -> OperationPerformance {
        let timed = operation.durations.count
        return OperationPerformance(
            name: snapshot.strings[name], kind: SpanKind(rawValue: kind) ?? .unspecified, count: operation.count, errors: operation.errors,
            latency: Percentiles(operation.durations),
            meanSelf: timed == 0 ? nil : Percentiles.mean(of: operation.selfTotal, count: timed),
            critical: Int64(clamping: operation.critical))
    }
}

import TraceModel

/// Sums up how the time of traces is spread over components, by the requests that they begin with.
struct DiagnosisTally {
    private var operations = SharedOperations()
    private var services = TextNumbers()
    /// The operation of the main root, and the component: twice the service's number, 1 more for the way into it.
    private var cells = PairTable()
    /// Both halves of the baseline, and the suspects.
    private var groups = [Group(), Group(), Group()]
    /// Cells of the current trace that have time, and how much in milliseconds, one a cell.
    private var touched: [Int] = []
    private var times: [Double] = []

    /// What is known of some traces.
    private struct Group {
        /// Sums of times and of their squares, one a cell.
        var sums: [Double] = [], squares: [Double] = []
        /// Traces by the operation they begin with.
        var traces: [UInt32: Int] = [:]

        /// Both together.
        static func + (a: Group, b: Group) -> Group {
            func sum(_ a: [Double], _ b: [Double]) -> [Double] {
                (0..<max(a.count, b.count)).map { ($0 < a.count ? a[$0] : 0) + ($0 < b.count ? b[$0] : 0) }
            }
            var both = Group()
            (both.sums, both.squares) = (sum(a.sums, b.sums), sum(a.squares, b.squares))
            both.traces = a.traces.merging(b.traces, uniquingKeysWith: +)
            return both
        }
    }

    /// Takes a set in; false when cancelled.
    mutating func add(_ selection: TraceSelection, isBaseline: Bool, _ overlap: OverlapAllowance, _ isCancelled: () -> Bool) -> Bool {
        let snapshot = selection.snapshot
        var finder = CriticalPathFinder(snapshot, overlap: overlap)
        var reader = operations.reader(of: snapshot)
        var strings = StringNumbers(snapshot)
        for (index, row) in selection.traces.enumerated() {
            if index & 0x3ff == 0, isCancelled() { return false }
            let trace = snapshot[row], tree = trace.tree
            guard tree.count > 0 else { continue }
            let root = trace.mainRoot
            let request = reader.number(root.resource.id.rawValue, root.nameID.rawValue, .unspecified, in: &operations)
            let isDone = finder.find(trace, isCancelled: isCancelled) { segment in
                let service = snapshot.service(of: tree.spanRow(at: segment.callee ?? segment.position))
                let component = strings.number(of: service, in: &services) << 1 | (segment.isEdge ? 1 : 0)
                spend(Double(segment.duration) / 1e6, on: cells.number(of: request, component))
            }
            if !isDone { return false }
            // One trace after the other of a request goes into either half of the baseline.
            let known = groups[0].traces[request, default: 0] + groups[1].traces[request, default: 0]
            close(group: isBaseline ? known & 1 : 2, request)
        }
        return true
    }

    private mutating func spend(_ milliseconds: Double, on cell: Int) {
        if cell == times.count { times.append(0) }
        if times[cell] == 0 { touched.append(cell) }
        times[cell] += milliseconds
    }

    /// Puts the current trace away.
    private mutating func close(group: Int, _ request: UInt32) {
        groups[group].traces[request, default: 0] += 1
        let missing = times.count - groups[group].sums.count
        if missing > 0 {
            groups[group].sums.append(contentsOf: repeatElement(0, count: missing))
            groups[group].squares.append(contentsOf: repeatElement(0, count: missing))
        }
        for cell in touched {
            groups[group].sums[cell] += times[cell]
            groups[group].squares[cell] += times[cell] * times[cell]
            times[cell] = 0
        }
        touched.removeAll(keepingCapacity: true)
    }

    // MARK: Comparing

    /// The ranking of components, and how many traces it rests on.
    struct Comparison {
        var components: [Diagnosis.Component] = []
        var suspects = 0, baseline = 0
    }

    /// The suspects against the whole baseline.
    var comparison: Comparison { compare(groups[2], with: groups[0] + groups[1]) }

    /// See ``Diagnosis/calibration``.
    var calibration: Double? { compare(groups[1], with: groups[0]).components.map { abs($0.z) }.max() }

    private func compare(_ suspects: Group, with baseline: Group) -> Comparison {
        var result = Comparison()
        let requests = suspects.traces.filter { baseline.traces[$0.key, default: 0] >= Diagnosis.leastBaseline }
        for (request, count) in requests {
            result.suspects += count
            result.baseline += baseline.traces[request, default: 0]
        }
        guard result.suspects > 0 else { return result }
        var found: [UInt32: (z: Double, excess: Double)] = [:]
        for (cell, (request, component)) in cells.pairs.enumerated() {
            guard let count = requests[request] else { continue }
            let ofBaseline = Double(baseline.traces[request, default: 1])
            let sum = cell < baseline.sums.count ? baseline.sums[cell] : 0
            let squares = cell < baseline.squares.count ? baseline.squares[cell] : 0
            let mean = sum / ofBaseline, deviation = max(0, squares / ofBaseline - mean * mean).squareRoot()
            let excess = (cell < suspects.sums.count ? suspects.sums[cell] : 0) - Double(count) * mean
            let before = found[component] ?? (0, 0)
            found[component] = (before.z + excess / (deviation + Self.leastDeviation), before.excess + excess)
        }
        result.components = found.map { component, value in
            Diagnosis.Component(
                service: services[component >> 1], isEdge: component & 1 == 1, z: value.z / Double(result.suspects),
                excess: Int64(clamping: Int128((value.excess / Double(result.suspects) * 1e6).rounded())))
        }.sorted { a, b in
            if a.z != b.z { return a.z > b.z }
            return a.service == b.service ? !a.isEdge && b.isEdge : a.service < b.service
        }
        return result
    }

    /// What is added to every standard deviation, in milliseconds, so that what never varies is no miracle when it does.
    private static let leastDeviation = 0.1
}

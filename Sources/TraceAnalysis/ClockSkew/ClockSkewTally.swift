import TraceModel

/// Gathers a ``ClockSkewSummary`` trace by trace.
struct ClockSkewTally {
    private let snapshot: Snapshot
    private var finder: ClockSkewFinder
    /// Services on hosts, by number.
    private var places: [ClockSkewSummary.Place] = []
    /// The number of each resource's place.
    private var placeOfResource: [UInt32] = []
    private var pairs = PairTable()
    private var calls: [Calls] = []
    private var summary = ClockSkewSummary()

    /// What is known so far of the calls from one place to another.
    private struct Calls {
        var count = 0
        var offsets: [Int64] = []
    }

    init(_ snapshot: Snapshot) {
        self.snapshot = snapshot
        finder = ClockSkewFinder(snapshot)
        var numbers: [ClockSkewSummary.Place: UInt32] = [:]
        for row in 0..<snapshot.resourceCount {
            let service = snapshot.serviceID(of: ResourceID(UInt32(row))) ?? .empty
            let place = ClockSkewSummary.Place(
                service: snapshot.strings[service], host: finder.hosts.names[Int(finder.hosts.ofResource[row])])
            let number = numbers[place] ?? UInt32(places.count)
            if number == places.count {
                numbers[place] = number
                places.append(place)
            }
            placeOfResource.append(number)
        }
    }

    /// Takes a trace in; false when cancelled.
    mutating func add(_ trace: Trace, _ isCancelled: () -> Bool) -> Bool {
        let chunks = snapshot.chunks, tree = trace.tree
        var spans = 0
        let placeOfResource = placeOfResource
        let place = { (position: Int) in
            let row = tree.spanRow(at: position)
            return placeOfResource[Int(chunks[row.chunk].resource[row.offset])]
        }
        let isComplete = finder.find(in: trace, isCancelled: isCancelled) { finding in
            if finding.delta != 0, !finding.isFolded {
                spans += 1
                if finding.delta.magnitude > summary.greatestShift?.magnitude ?? 0 { summary.greatestShift = finding.delta }
            }
            guard finding.isCrossing else { return }
            let number = pairs.number(of: place(finding.parent), place(finding.position))
            if number == calls.count { calls.append(Calls()) }
            calls[number].count += 1
            if finding.delta != 0 { calls[number].offsets.append(finding.delta.subtractingSaturated(finding.parentDelta)) }
        }
        summary.spans += spans
        if spans > 0 { summary.traces += 1 }
        return isComplete
    }

    /// What was gathered.
    var result: ClockSkewSummary {
        var summary = summary
        for ((caller, callee), calls) in zip(pairs.pairs, calls) {
            guard let offsets = Percentiles(calls.offsets) else { continue }
            summary.pairs.append(
                ClockSkewSummary.Pair(
                    caller: places[Int(caller)], callee: places[Int(callee)], calls: calls.count, skewedCalls: calls.offsets.count,
                    medianOffset: offsets.p50,
                    greatestOffset: offsets.max.magnitude < offsets.min.magnitude ? offsets.min : offsets.max))
        }
        summary.pairs.sort { a, b in
            if a.medianOffset.magnitude != b.medianOffset.magnitude { return a.medianOffset.magnitude > b.medianOffset.magnitude }
            if a.calls != b.calls { return a.calls > b.calls }
            return (a.caller.service, a.caller.host, a.callee.service, a.callee.host)
                < (b.caller.service, b.caller.host, b.callee.service, b.callee.host)
        }
        return summary
    }
}

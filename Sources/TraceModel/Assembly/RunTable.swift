/// Which rows belong to which trace, as runs of neighbouring rows chained in input order.
struct RunTable {
    struct Run {
        var first: SpanRow
        var count: UInt32
        var next: UInt32
    }

    private(set) var runs: [Run] = []
    private var heads: [UInt32] = []
    private var tails: [UInt32] = []

    mutating func addTrace() {
        heads.append(.max)
        tails.append(.max)
    }

    mutating func append(first: SpanRow, count: Int, to trace: Int) {
        let tail = tails[trace]
        if tail != .max, runs[Int(tail)].first.rawValue + runs[Int(tail)].count == first.rawValue, first.offset > 0 {
            runs[Int(tail)].count += UInt32(count)
            return
        }
        let run = UInt32(truncatingIfNeeded: runs.count)
        runs.append(Run(first: first, count: UInt32(count), next: .max))
        if tail == .max { heads[trace] = run } else { runs[Int(tail)].next = run }
        tails[trace] = run
    }

    /// Calls `body` with each run of a trace, in input order.
    func forEach(of trace: Int, _ body: (Run) -> Void) {
        var at = heads[trace]
        while at != .max {
            body(runs[Int(at)])
            at = runs[Int(at)].next
        }
    }
}

import TraceModel

/// A nightly job: a root, workers below it, requests below each worker, one after the other.
struct BatchTrace: LargeTrace {
    private struct Worker {
        let span: OpenSpan
        var time: Int64
        var requests = 0
    }

    private let root: OpenSpan
    private var workers: [Worker] = []
    private(set) var spansLeft: Int

    init(spans: Int, at start: Int64, _ trace: inout TraceRecorder) {
        spansLeft = spans
        root = trace.open("nightly_settlement", .internal, .orders, under: nil, at: start)
        for _ in 0..<min(8, (spans - 1) / 2) {
            let begun = trace.pass(Latency(milliseconds: 2), from: start)
            workers.append(Worker(span: trace.open("settle_orders", .internal, within: root, at: begun), time: begun))
        }
    }

    mutating func step(_ trace: inout TraceRecorder) {
        let requestSpans = spansLeft - workers.count - 1
        if requestSpans > 0, let next = workers.indices.min(by: { workers[$0].time < workers[$1].time }) {
            let before = trace.spans
            let worker = workers[next]
            let end = trace.recordAtMost(requestSpans) { limit, trace in
                limit.map { Gateway.checkHealth(spans: $0, under: worker.span, at: worker.time, &trace) }
                    ?? trace.conditions.traffic.request(under: worker.span, at: worker.time, &trace)
            }
            workers[next].time = trace.pass(Latency(milliseconds: 3, spread: 0.8), from: end)
            workers[next].requests += 1
            spansLeft -= trace.spans - before
        } else if let worker = workers.popLast() {
            trace.tagCode("SettlementWorker.run", in: worker.span)
            trace.tag(["settlement.requests": .int(worker.requests)])
            lastEnd = max(lastEnd, trace.close(worker.span, at: worker.time).end)
            spansLeft -= 1
        } else {
            trace.tagCode("SettlementJob.run", in: root)
            trace.tag(["settlement.date": "2026-01-04", "settlement.currency": "EUR"])
            trace.close(root, at: trace.pass(Latency(milliseconds: 4), from: max(lastEnd, root.start)))
            spansLeft -= 1
        }
    }

    private var lastEnd: Int64 = .min
}

import TraceAnalysis
import TraceModel

extension PerformanceAnswer {
    func writeJSON() {
        var json = JSONWriter()
        json.object { json in
            json.field("schemaVersion", 1)
            json.fields(of: performance)
            json.array("entryHistogram", performance.entryHistogram?.buckets() ?? []) { json, bucket in
                json.object { json in
                    json.field("fromNano", bucket.lower)
                    json.field("belowNano", bucket.upper)
                    json.field("count", bucket.count)
                }
            }
        }
        json.finish()
    }
}

extension JSONWriter {
    /// How a service performs; what is not known is null.
    mutating func fields(of performance: ServicePerformance) {
        field("service", performance.service)
        field("traces", performance.traces)
        object("traceDuration") { $0.fields(of: performance.traceDuration) }
        object("entryLatency") { $0.fields(of: performance.entryLatency) }
        field("serviceErrorRate", performance.serviceErrorRate)
        field("traceErrorRate", performance.traceErrorRate)
        field("fatalErrorRate", performance.fatalErrorRate)
        array("operations", performance.operations) { json, operation in
            json.object { $0.fields(of: operation, share: performance.pathShare(of: operation)) }
        }
        object("responseTime") { $0.fields(of: performance.responseTime) }
        field("entrySpans", performance.entrySpans)
        field("entryErrors", performance.entryErrors)
        field("errorTraces", performance.errorTraces)
        field("fatalTraces", performance.fatalTraces)
        field("criticalPathNano", performance.traces == 0 ? nil : performance.pathTime)
    }

    private mutating func fields(of operation: OperationPerformance, share: Double?) {
        field("name", operation.name)
        field("kind", operation.kind.name)
        field("count", operation.count)
        field("errors", operation.errors)
        field("errorRate", operation.errorRate)
        field("minNano", operation.latency?.min)
        field("meanNano", operation.latency?.mean)
        field("maxNano", operation.latency?.max)
        field("p50Nano", operation.latency?.p50)
        field("p95Nano", operation.latency?.p95)
        field("p99Nano", operation.latency?.p99)
        field("meanSelfNano", operation.meanSelf)
        field("criticalNano", operation.critical)
        field("criticalShare", share)
        array("fewSamples", operation.latency?.fewSamples ?? []) { $0.value($1.name) }
    }

    /// Measured durations.
    private mutating func fields(of durations: Percentiles?) {
        field("count", durations?.count ?? 0)
        field("minNano", durations?.min)
        field("meanNano", durations?.mean)
        field("maxNano", durations?.max)
        field("p50Nano", durations?.p50)
        field("p90Nano", durations?.p90)
        field("p95Nano", durations?.p95)
        field("p99Nano", durations?.p99)
        field("sumNano", durations?.sum)
        array("fewSamples", durations?.fewSamples ?? []) { $0.value($1.name) }
    }
}

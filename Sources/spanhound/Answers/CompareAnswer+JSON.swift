import TraceAnalysis
import TraceModel

extension CompareAnswer {
    func writeJSON() {
        var json = JSONWriter()
        json.object { json in
            json.field("schemaVersion", 1)
            for (key, side, mean) in [("a", a, comparison?.meanDuration.a), ("b", b, comparison?.meanDuration.b)] {
                json.object(key) { json in
                    json.field("traces", side.traces)
                    json.field("meanDurationNano", mean)
                    json.field("name", side.name)
                }
            }
            if let comparison {
                json.array("nodes", comparison.ranking) { json, number in
                    json.object { $0.fields(of: number, in: comparison) }
                }
                json.field("deltaNano", comparison.delta)
            }
            if let diagnosis {
                json.object("diagnosis") { json in
                    json.field("suspects", slower.suspects.label.lowercased())
                    json.fields(of: diagnosis)
                }
            } else {
                json.field("diagnosis", String?.none)
            }
            if let differences { json.object("differences") { $0.fields(of: differences, selected: "B", baseline: "A") } }
        }
        json.finish()
    }
}

extension JSONWriter {
    fileprivate mutating func fields(of number: Int, in comparison: SetComparison) {
        let node = comparison.nodes[number]
        array("path", comparison.path(to: number)) { $0.value(comparison.nodes[$1].title) }
        field("kind", node.kind.name)
        field("tracesA", node.a.traces)
        field("tracesB", node.b.traces)
        field("callsPerTraceA", node.a.callsPerTrace)
        field("callsPerTraceB", node.b.callsPerTrace)
        field("meanCriticalNanoA", node.a.meanCritical)
        field("meanCriticalNanoB", node.b.meanCritical)
        field("deltaNano", node.delta)
        field("share", comparison.share(of: node))
        field("change", node.change.rawValue)
        field("p50NanoA", node.a.duration?.p50)
        field("p50NanoB", node.b.duration?.p50)
        field("p95NanoA", node.a.duration?.p95)
        field("p95NanoB", node.b.duration?.p95)
        field("errorShareA", node.a.errorShare)
        field("errorShareB", node.b.errorShare)
    }

    /// What a diagnosis says.
    mutating func fields(of diagnosis: Diagnosis) {
        field("suspectTraces", diagnosis.suspects)
        field("baselineTraces", diagnosis.baseline)
        field("incomparableTraces", diagnosis.incomparable)
        field("weak", diagnosis.isWeak)
        field("calibrationZ", diagnosis.calibration)
        array("ranking", diagnosis.ranking) { json, component in
            json.object { json in
                json.field("service", component.service)
                json.field("kind", component.isEdge ? "edge" : "inside")
                json.field("z", component.z)
                json.field("excessNano", component.excess)
            }
        }
    }
}

extension ComparedNode {
    /// Service and name in one: `orders create_order`.
    var title: String { service.isEmpty ? name : service + " " + name }
}

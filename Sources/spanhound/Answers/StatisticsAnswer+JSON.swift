import TraceAnalysis
import TraceModel

extension StatisticsAnswer {
    func writeJSON() {
        var json = JSONWriter()
        json.object { json in
            json.field("schemaVersion", 1)
            json.field("by", by.name)
            json.field("then", then?.name)
            json.array("groups", groups) { json, group in
                json.object { json in
                    self.write(group.whole, of: by, to: &json)
                    json.array("groups", group.parts) { json, part in
                        json.object { self.write(part, of: then ?? by, to: &$0) }
                    }
                }
            }
            json.field("service", service)
            json.field("traces", traces)
            json.field("spans", spans)
            json.field("selfNano", groups.isEmpty ? nil : Int64(clamping: own))
        }
        json.finish()
    }

    private func write(_ row: Row, of key: StatisticsKey, to json: inout JSONWriter) {
        json.field("key", key.shown(row.value))
        json.field("count", row.count)
        json.field("totalNano", row.duration?.total)
        json.field("meanNano", row.duration?.mean)
        json.field("minNano", row.duration?.min)
        json.field("maxNano", row.duration?.max)
        json.field("p95Nano", row.p95)
        json.field("selfNano", row.own?.total)
        json.field("meanSelfNano", row.own?.mean)
        json.field("minSelfNano", row.own?.min)
        json.field("maxSelfNano", row.own?.max)
        // Of the traces' durations, above 1 when much is done at the same time.
        json.field("durationShare", row.share)
        json.field("selfShare", share(of: row))
        json.array("fewSamples", row.p95 != nil && row.isP95Uncertain ? [Percentiles.Rank.p95] : []) { $0.value($1.name) }
    }
}

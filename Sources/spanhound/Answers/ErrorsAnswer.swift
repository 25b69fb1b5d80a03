import Explorer
import TraceAnalysis
import TraceModel
import TraceQuery

/// The traces that failed, and what failed in them.
struct ErrorsAnswer {
    let snapshot: Snapshot
    let found: ErrorTraces
    /// Those that are listed.
    let listed: [ErrorTrace]
    let groups: [ErrorGroup]
    let messages: ErrorMessages
    /// What those that failed say that the others do not; nil when all or none failed.
    let differences: SetDifferences?
    private let ids: ShortIDs

    /// - Parameters:
    ///   - sort: another order than the gravest first.
    ///   - limit: how many are listed; all are counted.
    ///   - isShort: whether the beginning of an id is shown, as nobody else is to be asked for the trace.
    init(_ set: TraceSet, filter: TraceFilter, sort: TraceSort?, limit: Int?, isShort: Bool) {
        snapshot = set.snapshot
        let looked = set.select(filter)
        found = snapshot.errorTraces(of: looked) ?? ErrorTraces()
        differences = Self.differences(of: found.traces.map(\.row), among: looked, in: snapshot)
        groups = found.groups(in: snapshot)
        messages = ErrorMessages(snapshot)
        ids = isShort ? ShortIDs(snapshot) : .uncut
        var listed = found.traces
        if let sort {
            let anatomies = Dictionary(found.traces.map { ($0.row, $0) }) { first, _ in first }
            listed = sort.sorted(listed.map(\.row), in: snapshot).compactMap { anatomies[$0] }
        }
        self.listed = Array(listed.prefix(limit ?? .max))
    }

    /// Whether no trace was asked about at all.
    var isOfNothing: Bool { found.looked == 0 }

    /// As much of a trace's id as is shown.
    func id(_ row: TraceRow) -> String { ids.text(snapshot[row].idText) }

    func writeJSON() {
        var json = JSONWriter()
        json.object { json in
            json.field("schemaVersion", 1)
            json.array("traces", listed) { json, trace in json.object { $0.fields(of: trace, in: snapshot, messages) } }
            json.array("nonFatal", found.nonFatal) { $0.value(snapshot[$1].idText) }
            json.array("http5xxWithoutErrorTag", found.unmarkedServerErrors) { $0.value(snapshot[$1].idText) }
            json.field("matched", found.traces.count)
            json.field("looked", found.looked)
            json.array("groups", groups) { json, group in
                json.object { $0.fields(of: group, among: found.traces.count, in: snapshot) }
            }
            json.object("withoutErrorTag") { $0.fields(of: found.unmarked) }
            if let differences {
                json.object("differences") { $0.fields(of: differences, selected: "Failed", baseline: "Others") }
            } else {
                json.field("differences", nil as Double?)
            }
        }
        json.finish()
    }
}

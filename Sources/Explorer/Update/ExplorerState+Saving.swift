import TraceModel

/// Traces to be written to a file.
public struct SaveRequest: Equatable, Sendable {
    /// Where they are, by id as text; those whose spans are not here have to be fetched first.
    public let ids: [TraceID]
    /// What is loaded.
    let loaded: Shared<Snapshot>
    /// Ids as text of those that have to be fetched.
    public let toFetch: [String]
    /// The file's name, whose ending tells the format: `.jsonl`, `.json`, `.pb`, packed with `.gz` or `.zst` behind it.
    public let path: String
    /// Whether values that look secret are written too.
    public let revealsSecrets: Bool

    /// What is loaded.
    public var snapshot: Snapshot { loaded.object }
}

/// Saving what is seen.
extension ExplorerState {
    /// Asks for a file's name for the open trace, the selected one, or all that are listed.
    mutating func startSaving(all: Bool) {
        if all {
            prompt = Prompt(.save(all: true), text: "traces.jsonl")
        } else if let id = screen == .trace ? trace?.idText : selectedTrace?.idText {
            prompt = Prompt(.save(all: false), text: "trace-\(id.prefix(12)).jsonl")
        }
    }

    /// Hands the traces over to be written.
    mutating func save(to path: String, all: Bool) -> [Effect] {
        let path = path.drop { $0 == " " }
        guard !path.isEmpty else { return [] }
        var listed: [ListedTrace] = []
        if all, let listing = search.traces {
            listed = (0..<listing.count).map { listing.object[$0] }
        } else if screen == .trace, let view = trace?.view {
            listed = [ListedTrace(view.trace)]
        } else if let selectedTrace {
            listed = [selectedTrace]
        }
        guard !listed.isEmpty else { return [] }
        note("Saving \(CountText.text(listed.count, "trace"))")
        return [
            .save(
                SaveRequest(
                    ids: listed.map(\.id), loaded: snapshot, toFetch: listed.filter { $0.whole == nil }.map(\.idText), path: String(path),
                    revealsSecrets: revealsSecrets))
        ]
    }
}

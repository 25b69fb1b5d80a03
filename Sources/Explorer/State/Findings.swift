import TraceModel

/// What was read of every source, and what was skipped, mended or odd in it, as lines of a list; made once a snapshot.
struct Findings: Equatable, Sendable {
    /// One line: a source, or something found in it.
    enum Line: Equatable, Sendable {
        case source(name: String, format: String, spans: Int, traces: Int)
        case finding(severity: Diagnostic.Severity, text: String)
        case note(String)
    }

    /// Sources that are listed; more have only their number told.
    static let limit = 500

    private(set) var lines: [Line] = []
    /// How many values and spans were left out.
    private(set) var skipped = 0
    /// How many things were found in all.
    private(set) var count = 0

    init(_ snapshot: Snapshot) {
        var unlisted = 0
        for source in snapshot.sources {
            let entries = source.diagnostics.entries
            count += entries.count
            for entry in entries where entry.severity > .note && !entry.code.isOfServer { skipped += entry.count }
            guard lines.count < Self.limit, !entries.isEmpty || snapshot.sources.count <= Self.limit else {
                if !entries.isEmpty { unlisted += 1 }
                continue
            }
            lines.append(.source(name: source.name, format: source.formatText, spans: source.spans, traces: source.traces))
            for entry in entries.sorted(by: { $0.severity > $1.severity }) {
                lines.append(.finding(severity: entry.severity, text: Sentences.shortSentence(for: entry)))
            }
            // Of several sources it goes without saying.
            if entries.isEmpty, snapshot.sources.count == 1 { lines.append(.note("nothing was skipped or mended")) }
        }
        if unlisted > 0 { lines.append(.note("and findings in \(CountText.text(unlisted, "more source"))")) }
    }
}

extension Source {
    /// The end of its path, or the host of a server: what tells it from the others where there is little room.
    var shortName: String {
        guard let scheme = ["http://", "https://"].first(where: name.hasPrefix) else {
            return name == "-" ? "stdin" : name.split(separator: "/").last.map(String.init) ?? name
        }
        return name.dropFirst(scheme.count).prefix { $0 != "/" }.description
    }

    /// Format and compression: `otlp-json, zstd`; empty when nothing could be read.
    public var formatText: String { [format, compression].compactMap(\.self).joined(separator: ", ") }
}

extension Trace {
    /// What is odd about the shape of a trace, in words.
    var oddities: [String] {
        var found: [String] = []
        if orphanSpans > 0 {
            found.append("\(CountText.text(orphanSpans, "span")) whose parent is not in the trace, shown at the top level")
        }
        if cycles > 0 { found.append("\(CountText.text(cycles, "cycle")) of parents, cut at its earliest span") }
        if duplicateSpanIDs > 0 { found.append("\(CountText.text(duplicateSpanIDs, "span")) with an id that another span has already") }
        if rootSpans > 1 { found.append("\(rootSpans) roots; the trace is named after the earliest") }
        if rootSpans == 0 { found.append("no root: its first spans are not there") }
        if start == nil { found.append("no span has a start, so there is no time axis") }
        return found
    }
}

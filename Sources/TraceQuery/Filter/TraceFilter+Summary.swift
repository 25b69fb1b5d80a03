import TraceModel

extension TraceFilter {
    /// Whether a trace of which only a summary is known can be one that the filter selects.
    ///
    /// What a summary does not tell, such as span names and tags, is taken as fulfilled: the server has checked it.
    public func admits(_ summary: TraceSummary) -> Bool {
        if let service, !summary.services.contains(where: { $0.name == service }), summary.rootService != service { return false }
        if errorsOnly, summary.errorSpans == 0 { return false }
        if let minDuration, summary.duration.map({ $0 < minDuration }) ?? true { return false }
        if let maxDuration, summary.duration.map({ $0 > maxDuration }) ?? true { return false }
        if let start, summary.end.map({ $0 < start }) ?? false { return false }
        if let end, summary.start.map({ $0 > end }) ?? false { return false }
        let texts = ([summary.rootService, summary.rootOperation] + summary.services.map(\.name)).map { $0.lowercased() }
        return words.allSatisfy { word in texts.contains { $0.contains(word.lowercased()) } }
    }
}

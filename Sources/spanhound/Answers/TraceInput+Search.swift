import TraceModel
import TraceQuery
import TraceSources

/// What a search finds: traces that are here, and traces that servers have only told of.
struct FoundTraces {
    var set: TraceSet
    var told: [TraceSummary] = []
}

extension TraceInput {
    /// Reads the files, and asks servers for what matches; those that can are not asked for spans.
    ///
    /// - Throws: when no source can be read, or, being strict, when anything was skipped or lost.
    func search(_ filter: TraceFilter, limit: Int?) throws(Failure) -> FoundTraces {
        let query = query(filter, limit: limit)
        var answered: [ServerSummaries] = [], others: [JaegerServer] = [], failures: [InputError] = []
        for server in sources.servers {
            do throws(InputError) {
                // Without its spans nothing is known of a trace's clocks.
                let answer = maximumClockShift == nil ? try server.summaries(query) : nil
                if let answer { answered.append(answer) } else { others.append(server) }
            } catch {
                failures.append(error)
            }
        }
        let hasOthers = !sources.paths.isEmpty || !others.isEmpty
        if let failure = failures.first, isStrict || answered.isEmpty && !hasOthers { throw Failure(failure) }
        for failure in failures { note(failure.diagnostic) }
        for answer in answered { try report(answer.findings.entries) }
        let set = hasOthers ? try read(.search(filter, limit: limit), of: others, isAlone: answered.isEmpty) : TraceSet(files: .empty)
        return FoundTraces(set: set, told: answered.flatMap(\.traces))
    }
}

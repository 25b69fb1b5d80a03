import TraceAnalysis
import TraceModel
import TraceQuery

extension MatchedSpans {
    /// The spans that a filter asks for; the main roots if it says nothing of single spans.
    static func of(_ filter: TraceFilter, in snapshot: Snapshot) -> MatchedSpans {
        guard filter.isAboutSpans else { return .mainRoots }
        let compiled = CompiledFilter(filter, in: snapshot)
        return .meeting { compiled.matches($0) }
    }
}

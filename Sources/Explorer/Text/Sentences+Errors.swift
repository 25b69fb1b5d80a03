import TraceAnalysis
import TraceModel

/// Failures in words: where they began, how far they went.
extension Sentences {
    /// A span in a word: `payments: charge`, or only its name when it has no service.
    public static func name(of span: Span) -> String {
        NameText.operation(span.name, of: span.service)
    }

    /// How far a failure went: `reaches the root`, `stops at pay`, `goes no further`.
    public static func reach(of failure: ErrorAnatomy.Failure, in trace: Trace) -> String {
        switch trace.reach(of: failure) {
        case .mainRoot: failure.reach == 1 ? "is the root itself" : "reaches the root"
        case .top(let top):
            trace.marks(of: top).contains(.orphan)
                ? "goes up to \(operation(top, trace)), whose parent is missing" : "reaches \(operation(top, trace)), another root"
        case .stopped(let top): failure.reach == 1 ? "goes no further" : "stops at \(operation(top, trace))"
        }
    }

    /// The names of the spans a failure went through, upwards, those in the midst of a long way left out: `charge → pay → create_order`.
    ///
    /// - Complexity: O(the failure's reach)
    public static func path(of failure: ErrorAnatomy.Failure, in trace: Trace, arrow: String, ellipsis: String) -> String {
        let path = trace.path(of: failure)
        let shown = path.count > 7 ? Array(path.prefix(3)) + Array(path.suffix(3)) : path
        var names = shown.map { operation($0, trace) }
        if shown.count < path.count { names.insert(ellipsis, at: 3) }
        return names.joined(separator: " \(arrow) ")
    }

    private static func operation(_ position: Int, _ trace: Trace) -> String { NameText.operation(trace.span(at: position).name) }
}

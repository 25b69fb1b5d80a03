import TraceModel
import TraceQuery

/// Looks through all spans of a trace.
enum SpanFinder {
    /// Ascending positions of spans that hold the text; nil if the task was cancelled.
    static func positions(of text: String, in view: TraceView, _ isCancelled: () -> Bool) -> [UInt32]? {
        SpanSearch(text).positions(in: view.trace, isCancelled: isCancelled)
    }

    /// The first span whose id begins with the text, whatever its case.
    static func position(ofID prefix: String, in view: TraceView) -> Int? {
        let wanted = prefix.lowercased()
        return (0..<view.count).first { view.trace.span(at: $0).idText.lowercased().hasPrefix(wanted) }
    }

    /// Positions by self time, longest first; equal ones in display order.
    ///
    /// - Complexity: O(spans)
    static func bySelfTime(_ view: TraceView) -> [UInt32] { RadixOrder.descending(view.selfTimes) }
}

import TraceAnalysis
import TraceModel

/// Patterns of a trace as lines: what each is called on the left, its sentence beside it.
public enum PatternText {
    /// Columns that the titles take, with the gap behind them.
    public static let titleColumns = (PatternKind.allCases.map { Sentences.title(of: $0).count }.max() ?? 0) + 2
    /// The most lines of one sentence.
    private static let mostLines = 5

    /// One line: a title, or blanks below one, and as much of a sentence as fits.
    public struct Line: Equatable, Sendable {
        /// What the pattern is called; empty on the lines that go on with its sentence.
        public let title: String
        /// A piece of the sentence.
        public let text: String
    }

    /// The lines of some patterns of a trace.
    ///
    /// - Parameters:
    ///   - columns: how wide they may be, titles included.
    ///   - limit: patterns that are told of; a last line counts the others.
    public static func lines(_ patterns: [TracePattern], in trace: Trace, columns: Int, limit: Int = 8) -> [Line] {
        lines(patterns, columns: columns, limit: limit) { ($0.kind, Sentences.sentence(for: $0, in: trace)) }
    }

    /// The lines of some patterns of several traces.
    ///
    /// - Parameters:
    ///   - columns: how wide they may be, titles included.
    ///   - limit: patterns that are told of; a last line counts the others.
    public static func lines(_ patterns: [PatternSummary], columns: Int, limit: Int = 8) -> [Line] {
        lines(patterns, columns: columns, limit: limit) { ($0.kind, Sentences.sentence(for: $0)) }
    }

    private static func lines<Pattern>(
        _ patterns: [Pattern], columns: Int, limit: Int, _ words: (Pattern) -> (kind: PatternKind, sentence: String)
    ) -> [Line] {
        var lines: [Line] = []
        for (kind, sentence) in patterns.prefix(limit).map(words) {
            let wrapped = TextWrap.lines(SafeText.text(sentence), columns: max(20, columns - titleColumns), limit: mostLines)
            lines.append(Line(title: Sentences.title(of: kind), text: wrapped.first))
            lines += wrapped.rest.map { Line(title: "", text: $0) }
        }
        if patterns.count > limit { lines.append(Line(title: "", text: "and \(CountText.text(patterns.count - limit)) more")) }
        return lines
    }
}

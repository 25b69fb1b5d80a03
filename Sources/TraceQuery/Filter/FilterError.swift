/// Why a filter line is not understood: facts, which `Explorer` turns into a sentence.
public struct FilterError: Error, Equatable, Sendable {
    /// What is wrong.
    public let code: Code
    /// Where: offsets in characters from the beginning of the line.
    public let range: Range<Int>

    /// States what is wrong where.
    public init(_ code: Code, _ range: Range<Int>) {
        self.code = code
        self.range = range
    }

    /// What can be wrong with a filter line.
    public enum Code: String, Sendable, CaseIterable {
        /// `=x`: no key before the equals sign.
        case missingKey
        /// `service=`, `min=`: nothing after the equals sign.
        case missingValue
        /// A quotation mark that is not closed.
        case unterminatedQuote
        /// `"a"b`: something follows a closing quotation mark at once.
        case textAfterQuote
        /// A value that is no duration.
        case badDuration
        /// A duration without a unit: `min=50`.
        case missingDurationUnit
        /// A duration in a unit nobody knows: `min=5d`.
        case unknownDurationUnit
        /// A duration too long to count in nanoseconds, or a lookback into the future.
        case durationOutOfRange
        /// A value that is no RFC 3339 instant.
        case badTime
        /// A key that may stand once only stands again.
        case repeatedKey
        /// A least duration above the greatest.
        case minAboveMax
        /// A start after the end.
        case startAfterEnd
    }
}

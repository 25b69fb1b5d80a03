import TraceQuery

/// What is wrong with a filter line.
extension Sentences {
    /// One sentence with the piece of the line that is wrong: `min=50: a duration needs a unit, as in min=50ms`.
    public static func sentence(for error: FilterError, line: String) -> String {
        let characters = Array(line)
        let piece = String(characters[error.range.clamped(to: 0..<characters.count)])
        return (piece.isEmpty ? "" : piece + ": ") + description(of: error.code)
    }

    private static func description(of code: FilterError.Code) -> String {
        switch code {
        case .missingKey: "a key is missing before ="
        case .missingValue: "a value is missing after ="
        case .unterminatedQuote: "the quotation mark is not closed"
        case .textAfterQuote: "a blank is missing after the quotation mark"
        case .badDuration: "not a duration; write 50ms, 1.5s or 2m"
        case .missingDurationUnit: "a duration needs a unit, as in 50ms"
        case .unknownDurationUnit: "the units are ns, us, ms, s, m and h"
        case .durationOutOfRange: "longer than a duration can be"
        case .badTime: "not a time; write 2024-05-01T10:15:00Z"
        case .repeatedKey: "this key may stand only once"
        case .minAboveMax: "the least duration is above the greatest"
        case .startAfterEnd: "the start is after the end"
        }
    }
}

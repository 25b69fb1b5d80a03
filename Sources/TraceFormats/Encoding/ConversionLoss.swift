import TraceModel

/// Something that a format cannot carry and an encoder therefore cut, turned into text or left out.
public struct ConversionLoss: Equatable, Sendable {
    /// Every kind of loss there is.
    public enum Code: String, Sendable, CaseIterable {
        /// Times and durations cut to whole microseconds; one a time.
        case subMicrosecondTime = "sub-microsecond-times"
        /// Values that became text: numbers, truth values, bytes, arrays, maps; one a value.
        case typedValue = "typed-values"
        /// Further values of a key that may occur once; one a value.
        case repeatedKey = "repeated-keys"
        /// Attributes of a resource that became attributes of its spans; one a resource and key.
        case resourceAttribute = "resource-attributes"
        /// Attributes of a resource left out because the span has the same key; one a span and key.
        case hiddenResourceAttribute = "hidden-resource-attributes"
        /// Attributes of instrumentation scopes left out; one a resource and key.
        case scopeAttribute = "scope-attributes"
        /// Attributes of links left out; one an attribute.
        case linkAttribute = "link-attributes"
        /// Events whose attributes became text beside the name; one an event.
        case eventAttribute = "event-attributes"
        /// Links that became text in an attribute; one a link.
        case linkAsText = "links-as-text"
        /// Ids that are no hexadecimal number, written as they are; one an id.
        case textID = "text-ids"
        /// Tags that say "no error" where any such tag means one; one a tag.
        case deniedError = "denied-errors"
        /// Halves of shared spans, which look like any span of the same id; one a span.
        case sharedHalf = "shared-halves"
        /// Spans that name themselves as their parent, where that means none; one a span.
        case ownParent = "own-parents"
        /// Durations of spans without a start, where a span has an end instead; one a span.
        case durationWithoutStart = "durations-without-start"
        /// Times before 1970 or beyond what 64 bits hold, cut; one a time.
        case timeOutOfRange = "times-out-of-range"
        /// Warnings that came with spans; one a warning.
        case warning = "warnings"
        /// Values that a ``ValueMask`` hides, left out on purpose; one a value.
        case maskedValue = "masked-values"
    }

    /// What was lost.
    public let code: Code
    /// How often.
    public internal(set) var count: Int

    /// States a loss.
    public init(_ code: Code, count: Int = 1) {
        self.code = code
        self.count = count
    }
}

/// Losses counted by kind, in order of first appearance; and what is to be lost.
struct ConversionTally {
    private(set) var losses: [ConversionLoss] = []
    private var masked: MaskedKeys

    init(mask: ValueMask? = nil) { masked = MaskedKeys(mask) }

    /// Makes ready for the attributes of another snapshot.
    mutating func use(_ snapshot: Snapshot) { masked.use(snapshot) }

    /// What to write in the place of a value that is hidden, which is counted; nil for nearly all.
    @inline(__always)
    mutating func mask(for attribute: Attribute) -> String? {
        guard let text = masked.text(insteadOf: attribute) else { return nil }
        add(.maskedValue)
        return text
    }

    mutating func add(_ code: ConversionLoss.Code, _ count: Int = 1) {
        if count == 0 { return }
        if let index = losses.firstIndex(where: { $0.code == code }) {
            losses[index].count += count
        } else {
            losses.append(ConversionLoss(code, count: count))
        }
    }

    /// A time in whole microseconds; one that is not whole is counted.
    mutating func microseconds(_ nanoseconds: Int64) -> Int64 {
        let (whole, rest) = nanoseconds.quotientAndRemainder(dividingBy: 1000)
        if rest != 0 { add(.subMicrosecondTime) }
        return whole
    }
}

import Explorer
import TraceFormats

/// What a format could not carry, as sentences.
extension Sentences {
    /// One kind of loss and how often it came: `1,204 times: nanoseconds were cut to microseconds`.
    static func sentence(for loss: ConversionLoss) -> String {
        let (noun, what) = words(for: loss.code)
        return CountText.text(loss.count, noun) + ": " + what
    }

    /// What is counted, and what became of it.
    private static func words(for code: ConversionLoss.Code) -> (noun: String, what: String) {
        switch code {
        case .subMicrosecondTime: ("time", "nanoseconds were cut to microseconds")
        case .typedValue: ("value", "the type was lost, the text was kept")
        case .repeatedKey: ("value", "left out, for the key may stand only once")
        case .resourceAttribute: ("resource attribute", "moved to the spans")
        case .hiddenResourceAttribute: ("resource attribute", "left out where the span has the same key")
        case .scopeAttribute: ("attribute of an instrumentation scope", "left out")
        case .linkAttribute: ("link attribute", "left out")
        case .eventAttribute: ("event", "attributes became text beside the name")
        case .linkAsText: ("link", "kept as text in a tag")
        case .textID: ("id", "no hexadecimal number, which the format asks for")
        case .deniedError: ("error tag", "left out, for it says that there was no error")
        case .sharedHalf: ("half of a shared span", "looks like any other span of the same id")
        case .ownParent: ("span", "names itself as its parent, which means that it has none")
        case .durationWithoutStart: ("duration", "left out, for the span has no start")
        case .timeOutOfRange: ("time", "cut to what the format can hold")
        case .warning: ("warning", "left out")
        case .maskedValue: ("value", "masked, for the key looks secret; --reveal-secrets keeps such values")
        }
    }
}

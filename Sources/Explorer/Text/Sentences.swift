import TraceModel

/// Facts about the input as sentences, for the screen and the command line alike: where, what is wrong, what to do.
public enum Sentences {
    /// One finding: `orders.json: spans[12].startTime: expected a number, found "soon" (and 11 more)`.
    public static func sentence(for diagnostic: Diagnostic) -> String {
        var text = [place(diagnostic.place), what(diagnostic)].filter { !$0.isEmpty }.joined(separator: ": ")
        if diagnostic.count > 1 { text += " (and \(CountText.text(diagnostic.count - 1)) more)" }
        return text
    }

    /// Input that could not be used: what is wrong, and what can be done about it.
    public static func sentence(for error: InputError) -> String {
        let remedy = remedy(error.diagnostic.code)
        return sentence(for: error.diagnostic) + (remedy.isEmpty ? "" : "; " + remedy)
    }

    /// A finding without its source, for lists that name the source above: `spans[12].startTime: expected a number, found "soon"`.
    public static func shortSentence(for diagnostic: Diagnostic) -> String {
        var place = diagnostic.place
        place.source = nil
        return sentence(for: Diagnostic(diagnostic.code, at: place, found: diagnostic.found, count: diagnostic.count))
    }

    /// What became of a question to a server, for a screen that names the server above: `The connection was refused; check the port`.
    public static func outcome(of error: InputError) -> String {
        let remedy = remedy(error.diagnostic.code)
        let text = what(error.diagnostic) + (remedy.isEmpty ? "" : "; " + remedy)
        return text.prefix(1).uppercased() + text.dropFirst()
    }

    /// A place: file, then line or byte, then path within the document; empty if nothing is known.
    public static func place(_ place: Place) -> String {
        var parts: [String] = []
        if let source = place.source { parts.append(source == "-" ? "standard input" : SafeText.text(source)) }
        if let line = place.line {
            parts.append("line \(CountText.text(line))")
        } else if let offset = place.byteOffset, place.path == nil {
            parts.append("byte \(CountText.text(offset))")
        }
        if let path = place.path { parts.append(SafeText.text(path)) }
        return parts.joined(separator: ": ")
    }

    /// What is wrong, without the place: `expected a number, found "soon"`.
    public static func what(_ diagnostic: Diagnostic) -> String {
        let found = SafeText.text(diagnostic.found)
        // What a foreign file is, and what a server did, comes in words of our own; everything else is a piece of the input.
        let shown = diagnostic.code == .notATraceFile || diagnostic.code.isOfServer ? found : quoted(found)
        return description(of: diagnostic.code, found: found.isEmpty ? nil : shown)
    }

    /// What was found, in quotes unless it is a piece of the input that has its own; cut to a readable length.
    private static func quoted(_ found: String) -> String {
        let cut = found.count > 60 ? found.prefix(60) + "…" : found[...]
        let isQuoted = cut.count > 1 && cut.hasPrefix("\"") && cut.hasSuffix("\"")
        return isQuoted ? String(cut) : "\"\(cut)\""
    }

    /// A word for how grave a finding is, as the list of findings heads it.
    public static func heading(_ severity: Diagnostic.Severity) -> String {
        switch severity {
        case .note: "note"
        case .skipped: "skipped"
        case .lost: "lost"
        }
    }
}

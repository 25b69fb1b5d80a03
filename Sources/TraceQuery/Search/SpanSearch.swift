import TraceModel

/// Text to find among the spans of a trace, as Jaeger's "Find" reads it.
///
/// Blanks part tokens, quotation marks keep a phrase together. A span matches when any token occurs, whatever the case, in
/// its name, its service's name, or a key, value or `key=value` of its attributes, its events' attributes or its
/// resource's; or when a token is its id. A token `-key` takes the attributes whose key contains `key` out of the search.
public struct SpanSearch: Equatable, Sendable {
    /// What is looked for; any of them is enough.
    public let tokens: [String]
    /// Attributes whose key contains one of these are not looked at.
    public let excludedKeys: [String]

    /// Reads what was typed.
    public init(_ text: String) {
        var tokens: [String] = [], excluded: [String] = []
        for token in Self.split(text) {
            if token.hasPrefix("-"), token.count > 1 { excluded.append(String(token.dropFirst())) } else { tokens.append(token) }
        }
        self.tokens = tokens
        excludedKeys = excluded
    }

    /// Whether nothing is looked for, so that no span matches.
    public var isEmpty: Bool { tokens.isEmpty }

    /// The positions of the spans that match, ascending.
    ///
    /// - Parameter isCancelled: asked every few thousand spans; when it says so the answer is nil.
    /// - Complexity: O(spans + attributes + distinct strings); each distinct string is examined once
    public func positions(in trace: Trace, isCancelled: () -> Bool = { false }) -> [UInt32]? {
        if isEmpty { return [] }
        var matcher = SpanMatcher(self, in: trace.snapshot)
        // A trace that is most of the snapshot is read in the order of the columns, which is the order of the memory.
        if trace.spanCount > trace.snapshot.spanCount / 4 {
            return Self.scan(trace, &matcher, isCancelled)
        }
        var positions: [UInt32] = []
        for position in 0..<trace.spanCount {
            if position & 0xfff == 0, isCancelled() { return nil }
            let row = trace.spanRow(at: position)
            if matcher.matches(trace.snapshot.chunks[row.chunk], row.offset) { positions.append(UInt32(position)) }
        }
        return positions
    }

    private static func scan(_ trace: Trace, _ matcher: inout SpanMatcher, _ isCancelled: () -> Bool) -> [UInt32]? {
        let number = UInt32(trace.number), chunks = trace.snapshot.chunks
        var isMatch = [Bool](repeating: false, count: chunks.count << 16)
        for (index, chunk) in chunks.enumerated() {
            for offset in 0..<chunk.count {
                if offset & 0xfff == 0, isCancelled() { return nil }
                if chunk.trace[offset] == number, matcher.matches(chunk, offset) { isMatch[index << 16 | offset] = true }
            }
        }
        let tree = trace.tree
        return (0..<UInt32(tree.count)).filter { isMatch[Int(tree.spanRow(at: Int($0)).rawValue)] }
    }

    private static func split(_ text: String) -> [String] {
        var tokens: [String] = []
        var token = "", isQuoted = false
        for character in text {
            if character == "\"" {
                isQuoted.toggle()
            } else if character.isWhitespace, !isQuoted {
                tokens.append(token)
                token = ""
            } else {
                token.append(character)
            }
        }
        tokens.append(token)
        if isQuoted { return text.split { $0.isWhitespace || $0 == "\"" }.map(String.init) }
        return tokens.filter { !$0.isEmpty }
    }
}

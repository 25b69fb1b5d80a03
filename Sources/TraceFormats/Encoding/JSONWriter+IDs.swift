import TraceModel

extension JSONWriter {
    /// Writes a span id for formats in which it has 16 hex digits; one that was other text is written so, and counted.
    mutating func id(_ id: SpanID, isText: Bool, _ snapshot: Snapshot, _ tally: inout ConversionTally) {
        if isText {
            let text = snapshot.text(of: id, isText: true)
            if !text.isEmpty { tally.add(.textID) }
            return string(text)
        }
        raw("\"")
        hex(id.rawValue)
        raw("\"")
    }
}

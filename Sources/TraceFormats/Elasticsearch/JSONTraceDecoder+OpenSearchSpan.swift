import TraceModel

extension JSONTraceDecoder {
    /// Reads a document that Data Prepper stores.
    mutating func openSearchSpan() throws(JSONError) { try skipForeign(.notASpan) }
}

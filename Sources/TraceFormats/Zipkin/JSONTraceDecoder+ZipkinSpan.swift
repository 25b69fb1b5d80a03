import TraceModel

extension JSONTraceDecoder {
    /// Reads a span object of Zipkin and appends it.
    mutating func zipkinSpan() throws(JSONError) { try skipForeign(.notASpan) }
}

import TraceModel

extension JSONTraceDecoder {
    /// Opens an object of OTLP.
    mutating func openOTLP(_ element: JSONElement) throws(JSONError) { try skipForeign(.notASpan) }

    /// Reads one key or element of OTLP's levels.
    mutating func otlpStep() throws(JSONError) -> DecodeOutcome? {
        levels.removeLast()
        return nil
    }

    /// Steps over logs, metrics or profiles.
    mutating func skipOtherSignal() throws(JSONError) { try skipForeign(.otherSignal) }
}

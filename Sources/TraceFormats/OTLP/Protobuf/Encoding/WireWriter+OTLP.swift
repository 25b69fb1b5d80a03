import TraceModel

extension WireWriter {
    /// Writes a field that holds text.
    mutating func text(_ tag: UInt32, _ text: StaticString) {
        bytes(tag, UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    /// Writes a field that holds text, unless it is empty.
    @inline(__always)
    mutating func unlessEmpty(_ tag: UInt32, _ text: UnsafeRawBufferPointer?) {
        if let text, !text.isEmpty { bytes(tag, text) }
    }

    /// Writes a field that holds a count, unless it is 0.
    mutating func count(_ tag: UInt32, _ count: UInt32) {
        if count > 0 { varint(tag, UInt64(count)) }
    }

    /// Writes a field that holds a trace id.
    mutating func id(_ tag: UInt32, _ id: TraceID) {
        varint(tag, 16)
        bigEndian(id.high)
        bigEndian(id.low)
    }

    /// Writes a field that holds a span id.
    mutating func id(_ tag: UInt32, _ id: SpanID) {
        varint(tag, 8)
        bigEndian(id.rawValue)
    }
}

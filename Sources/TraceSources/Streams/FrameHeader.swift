import TraceFormats

/// What stands before each message in a file of the OpenTelemetry Collector's file exporter: its length, four bytes, the highest first.
///
/// See `fileexporter` of the collector's contrib distribution: for protobuf, and for anything it compresses.
enum FrameHeader {
    /// Bytes of the length.
    static let size = 4

    /// What a framed file holds.
    enum Content {
        /// Protobuf as it is.
        case protobuf
        /// Messages each packed by itself, or JSON.
        case packed
    }

    /// The length that the first bytes state; nil when there are not enough.
    static func length(_ bytes: UnsafeRawBufferPointer) -> Int? {
        guard bytes.count >= size else { return nil }
        return Int(UInt32(bigEndian: bytes.loadUnaligned(as: UInt32.self)))
    }

    /// What a file holds that begins like this; nil when it is not framed.
    ///
    /// A bare protobuf message begins with 0x0A too; taken for a length that would be 160 MiB, more than the limit.
    static func recognise(_ bytes: UnsafeRawBufferPointer, limit: Int = LoadLimits.frames.stored) -> Content? {
        guard let length = length(bytes), (1...min(limit, 0x09ff_ffff)).contains(length), bytes.count > size else { return nil }
        let message = UnsafeRawBufferPointer(rebasing: bytes.dropFirst(size))
        if Compression.recognise(message) != nil { return .packed }
        if message[0] == 0x7b { return .packed }
        guard message[0] == 0x0a, let (inner, width) = varint(message.dropFirst()) else { return nil }
        return 1 + width + inner <= length ? .protobuf : nil
    }

    /// A protobuf length and the bytes it takes; nil when it is none, or longer than any message.
    private static func varint(_ bytes: Slice<UnsafeRawBufferPointer>) -> (value: Int, width: Int)? {
        var value = 0
        for (index, byte) in bytes.prefix(5).enumerated() {
            value |= Int(byte & 0x7f) << (7 * index)
            if byte < 0x80 { return (value, index + 1) }
        }
        return nil
    }
}

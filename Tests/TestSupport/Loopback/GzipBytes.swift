import CZlib

/// Gzip on the side of the server, apart from the product's own so that one can test the other.
public enum GzipBytes {
    /// The bytes in a gzip wrapper.
    public static func compressed(_ bytes: [UInt8]) -> [UInt8] {
        run(bytes, start: { cz_deflate_init($0, 6) }, step: deflate, end: deflateEnd) ?? []
    }

    /// What is in a gzip wrapper; nothing when it is damaged or cut.
    public static func inflated(_ bytes: [UInt8]) -> [UInt8]? {
        run(bytes, start: { cz_inflate_init($0) }, step: inflate, end: inflateEnd)
    }

    private static func run(
        _ bytes: [UInt8], start: (z_streamp) -> Int32, step: (z_streamp?, Int32) -> Int32, end: (z_streamp?) -> Int32
    ) -> [UInt8]? {
        var stream = z_stream()
        guard start(&stream) == Z_OK else { return nil }
        defer { _ = end(&stream) }
        var input = bytes
        var output: [UInt8] = []
        return input.withUnsafeMutableBufferPointer { input in
            stream.next_in = input.baseAddress
            stream.avail_in = UInt32(input.count)
            while true {
                var status = Z_OK
                output += [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, filled in
                    stream.next_out = buffer.baseAddress
                    stream.avail_out = UInt32(buffer.count)
                    status = step(&stream, Z_FINISH)
                    filled = buffer.count - Int(stream.avail_out)
                }
                if status == Z_STREAM_END { return output }
                // With the output buffer not full there is nothing more to be had: the input is cut.
                guard status == Z_OK || status == Z_BUF_ERROR, stream.avail_out == 0 else { return nil }
            }
        }
    }
}

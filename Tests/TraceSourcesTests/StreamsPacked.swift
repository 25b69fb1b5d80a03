import TraceFormats
import TraceModel

@testable import TraceSources

/// Bytes packed as one part.
func packed(_ bytes: [UInt8], _ compression: Compression) throws -> [UInt8] {
    var packed: [UInt8] = []
    let output = OutputCompression(compression) { packed.append(contentsOf: $0) }
    try bytes.withUnsafeBytes { try output.write($0) }
    try output.finish()
    return packed
}

/// Bytes in memory as a stream that gives at most so many at a time, not always without waiting, and fails at its end if told so.
final class BytesStream: ByteStream {
    private var rest: ArraySlice<UInt8>
    private let most: () -> Int
    private let failure: InputError?
    private(set) var bytesRead = 0
    private var hesitates = false

    init(_ bytes: [UInt8], failure: InputError? = nil, most: @autoclosure @escaping () -> Int = .max) {
        rest = bytes[...]
        self.failure = failure
        self.most = most
    }

    func read(into buffer: UnsafeMutableRawBufferPointer, waiting: Bool) throws(InputError) -> Int? {
        // Every other time there is nothing without waiting.
        hesitates.toggle()
        if hesitates, !waiting { return nil }
        if rest.isEmpty, let failure { throw failure }
        let count = min(rest.count, buffer.count, max(1, most()))
        buffer.copyBytes(from: rest.prefix(count))
        rest = rest.dropFirst(count)
        bytesRead += count
        return count
    }
}

extension ByteStream {
    /// All that comes, and what ended it early.
    func all(taking size: Int = 4096) -> (bytes: [UInt8], failure: Diagnostic?) {
        var bytes: [UInt8] = []
        let room = UnsafeMutableRawBufferPointer.allocate(byteCount: size, alignment: 8)
        defer { room.deallocate() }
        while true {
            do throws(InputError) {
                let count = try read(into: room)
                if count == 0 { return (bytes, nil) }
                bytes += room.prefix(count)
            } catch {
                return (bytes, error.diagnostic)
            }
        }
    }
}

import TraceModel

/// The part of a stream that is being decoded: grows only when one element does not fit.
///
/// A class because decoders hold its address.
final class ByteWindow {
    private static let padding = 64
    private var memory: UnsafeMutableRawBufferPointer
    private var count = 0
    /// Offset in the stream of the window's first byte.
    private(set) var base = 0
    /// Whether the stream has nothing more to give than these bytes, for good or for now.
    var isAtEnd = false

    init(capacity: Int) {
        memory = .allocate(byteCount: capacity + Self.padding, alignment: 8)
        clearPadding()
    }

    deinit { memory.deallocate() }

    /// Whether the window holds the stream from its first byte to its last.
    var isWhole: Bool { isAtEnd && base == 0 }

    /// What is there; 64 zeros follow.
    var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: memory.baseAddress, count: count) }

    /// Reads until the window is full, the stream ends, or nothing more comes without waiting.
    ///
    /// - Parameter beforeWaiting: called when nothing at all is there and the stream is waited for.
    func fill(from stream: any ByteStream, beforeWaiting: () -> Void) throws(InputError) {
        isAtEnd = false
        defer { clearPadding() }
        let before = count
        while count < memory.count - Self.padding {
            let room = UnsafeMutableRawBufferPointer(rebasing: memory[count..<memory.count - Self.padding])
            var got = try stream.read(into: room, waiting: false)
            if got == nil {
                // What a slow pipe has given so far is decoded instead of waiting for a full window.
                if count > before { return }
                beforeWaiting()
                got = try stream.read(into: room, waiting: true)
            }
            guard let got, got > 0 else {
                isAtEnd = true
                return
            }
            count += got
        }
    }

    /// Forgets the bytes before a stream offset; makes room when nothing can be forgotten.
    ///
    /// - Returns: false when one element is larger than ``LoadLimits/streamElement``.
    func keep(from offset: Int) -> Bool {
        let done = offset - base
        if done > 0, let start = memory.baseAddress {
            start.copyMemory(from: start + done, byteCount: count - done)
            count -= done
            base = offset
        } else if count == memory.count - Self.padding {
            guard count < LoadLimits.streamElement else { return false }
            let larger = UnsafeMutableRawBufferPointer.allocate(byteCount: count * 2 + Self.padding, alignment: 8)
            larger.copyMemory(from: bytes)
            memory.deallocate()
            memory = larger
        }
        clearPadding()
        return true
    }

    private func clearPadding() {
        for index in count..<count + Self.padding { memory[index] = 0 }
    }
}

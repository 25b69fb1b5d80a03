import Synchronization
import TraceModel

/// A few buffers that one thread fills and another empties, in turn; each waits for the other when there is none for it.
///
/// A class because two threads share it. `@unchecked Sendable`: a buffer is one thread's until it is handed over or given back, which makes visible what was written to it.
final class BufferRing: @unchecked Sendable {
    /// How the bytes ended.
    enum Ending {
        /// At their end.
        case complete
        /// Before it, of this.
        case failed(InputError)
    }

    /// Bytes of one buffer.
    let size: Int
    private let count: Int
    private let memory: UnsafeMutableRawBufferPointer
    /// Bytes in each buffer; 0 stands for the end.
    private let filledBytes: UnsafeMutableBufferPointer<Int>
    private var ending = Ending.complete
    private let free = Arrivals()
    /// Wakes the emptying thread: a buffer was handed over, or none will be for a while.
    private let news = Arrivals()
    private let isStopped = Atomic(false)
    private let isStarved = Atomic(false)
    private let handedOver = Atomic(0)
    private let sourceBytes = Atomic(0)
    /// Where the filling thread is.
    private var writing = 0
    /// Where the emptying thread is.
    private var reading = 0
    private var isAtEnd = false

    init(size: Int, count: Int) {
        self.size = size
        self.count = count
        // Not touched before it is filled: memory that is never needed costs nothing.
        memory = .allocate(byteCount: size * count, alignment: 16)
        filledBytes = .allocate(capacity: count)
        filledBytes.initialize(repeating: 0)
        for _ in 0..<count { free.signal() }
    }

    deinit {
        memory.deallocate()
        filledBytes.deallocate()
    }

    // MARK: The thread that fills

    /// Bytes taken from the file, as they are stored there.
    var bytesRead: Int {
        get { sourceBytes.load(ordering: .relaxed) }
        set { sourceBytes.store(newValue, ordering: .relaxed) }
    }

    /// Waits for a buffer to fill; nil when nobody wants it.
    func nextFree() -> UnsafeMutableRawBufferPointer? {
        free.wait()
        if isStopped.load(ordering: .acquiring) { return nil }
        return UnsafeMutableRawBufferPointer(rebasing: memory[writing * size..<(writing + 1) * size])
    }

    /// Gives the buffer to the other thread, with so many bytes in it.
    func handOver(_ bytes: Int) {
        filledBytes[writing] = bytes
        writing = (writing + 1) % count
        handedOver.add(1, ordering: .acquiringAndReleasing)
        isStarved.store(false, ordering: .releasing)
        news.signal()
    }

    /// Says that all was handed over and nothing comes without waiting for the writer of a pipe.
    func starve() {
        isStarved.store(true, ordering: .releasing)
        news.signal()
    }

    /// Says, in the place of a buffer, that nothing follows.
    func end(_ ending: Ending) {
        self.ending = ending
        handOver(0)
    }

    // MARK: The thread that empties

    /// Waits for a filled buffer.
    ///
    /// - Parameter waiting: whether to wait even when the filling thread itself has to.
    /// - Returns: an empty one at the end; nil when there is none without waiting.
    /// - Throws: what the source failed of, once.
    func nextFilled(waiting: Bool) throws(InputError) -> UnsafeRawBufferPointer? {
        let nothing = UnsafeRawBufferPointer(start: nil, count: 0)
        if isAtEnd { return nothing }
        while handedOver.load(ordering: .acquiring) == 0 {
            if !waiting, isStarved.load(ordering: .acquiring) { return nil }
            news.wait()
        }
        handedOver.subtract(1, ordering: .acquiringAndReleasing)
        let bytes = filledBytes[reading]
        if bytes > 0 { return UnsafeRawBufferPointer(rebasing: memory[reading * size..<reading * size + bytes]) }
        isAtEnd = true
        if case .failed(let failure) = ending { throw failure }
        return nothing
    }

    /// Gives the buffer back, emptied.
    func giveBack() {
        reading = (reading + 1) % count
        free.signal()
    }

    /// Ends the filling thread, soon.
    func stop() {
        isStopped.store(true, ordering: .releasing)
        free.signal()
    }
}

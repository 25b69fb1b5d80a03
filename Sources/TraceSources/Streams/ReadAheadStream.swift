import Glibc
import TraceModel

/// A stream read on a thread of its own, some buffers ahead of whoever reads this one: unpacking and decoding share two cores.
///
/// The first buffer's worth is read on the thread that asks, so that small inputs cost no thread.
final class ReadAheadStream: ByteStream {
    private let source: any ByteStream
    /// Ends a read of the source that waits; the source's file listens to it.
    private let gone: Cancellation
    private let ring: BufferRing
    private var thread: pthread_t?
    private var isThreadWanted = true
    private var readHere = 0
    private var current: UnsafeRawBufferPointer?

    /// Reads ahead of a stream, which nobody else may use from now on.
    ///
    /// - Parameter gone: what the source's file was told to listen to; cancelled when this stream is let go.
    init(_ source: any ByteStream, gone: Cancellation, bufferSize: Int = 1 << 20, bufferCount: Int = 4) {
        self.source = source
        self.gone = gone
        ring = BufferRing(size: bufferSize, count: bufferCount)
    }

    deinit {
        guard let thread else { return }
        gone.cancel()
        ring.stop()
        pthread_join(thread, nil)
    }

    var bytesRead: Int { thread == nil ? source.bytesRead : ring.bytesRead }

    func read(into buffer: UnsafeMutableRawBufferPointer, waiting: Bool) throws(InputError) -> Int? {
        if thread == nil, isThreadWanted, readHere >= ring.size { start() }
        if thread == nil {
            let count = try source.read(into: buffer, waiting: waiting)
            readHere += count ?? 0
            return count
        }
        if current == nil { current = try ring.nextFilled(waiting: waiting) }
        guard let bytes = current else { return nil }
        if bytes.isEmpty { return 0 }
        let count = min(bytes.count, buffer.count)
        buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes.prefix(count)))
        current = UnsafeRawBufferPointer(rebasing: bytes.dropFirst(count))
        if count == bytes.count {
            current = nil
            ring.giveBack()
        }
        return count
    }

    /// Moves the source to a thread; without one to be had, reading goes on here.
    private func start() {
        isThreadWanted = false
        ring.bytesRead = source.bytesRead
        let filler = Filler(source: source, ring: ring)
        thread = SystemThread.startIfPossible { filler.run() }
    }
}

/// What the thread does.
///
/// `@unchecked Sendable`: once it runs nobody else uses the source.
private struct Filler: @unchecked Sendable {
    let source: any ByteStream
    let ring: BufferRing

    /// Fills buffers until the source ends or nobody reads any more.
    func run() {
        while let buffer = ring.nextFree() {
            let (count, ending) = fill(buffer)
            if count > 0 { ring.handOver(count) }
            guard let ending else { continue }
            if count == 0 || ring.nextFree() != nil { ring.end(ending) }
            return
        }
    }

    /// Fills a buffer, but hands on what there is rather than wait for more.
    ///
    /// - Returns: the bytes in it, and how the source ended if it did.
    private func fill(_ buffer: UnsafeMutableRawBufferPointer) -> (count: Int, ending: BufferRing.Ending?) {
        var count = 0
        while count < buffer.count {
            let room = UnsafeMutableRawBufferPointer(rebasing: buffer[count...])
            do throws(InputError) {
                var got = try source.read(into: room, waiting: false)
                if got == nil {
                    if count > 0 { break }
                    ring.starve()
                    got = try source.read(into: room)
                }
                guard let got else { break }
                ring.bytesRead = source.bytesRead
                if got == 0 { return (count, .complete) }
                count += got
            } catch {
                return (count, .failed(error))
            }
        }
        return (count, nil)
    }
}

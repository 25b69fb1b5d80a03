import Glibc
import TraceFormats
import TraceModel

/// Bytes that come one after the other: a pipe, standard input, a compressed file.
protocol ByteStream {
    /// Bytes taken from the file or pipe so far, before inflating.
    var bytesRead: Int { get }

    /// Whether reading would give something, or the end, without waiting.
    var isReady: Bool { get }

    /// Fills as much of `buffer` as comes at once; 0 at the end.
    mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws(InputError) -> Int
}

/// An open file, read as it comes.
struct FileStream: ByteStream {
    let descriptor: Int32
    let name: String
    private(set) var bytesRead = 0

    init(descriptor: Int32, name: String) {
        self.descriptor = descriptor
        self.name = name
    }

    var isReady: Bool {
        var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&request, 1, 0) != 0
    }

    mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws(InputError) -> Int {
        while true {
            let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
            if count >= 0 {
                bytesRead += count
                return count
            }
            if errno != EINTR {
                throw InputError(
                    Diagnostic(.unreadable, at: Place(source: name, byteOffset: bytesRead), found: String(cString: strerror(errno))))
            }
        }
    }
}

/// A stream that begins with bytes already taken from it.
struct ReplayedStream: ByteStream {
    private var head: ArraySlice<UInt8>
    private var rest: FileStream

    init(head: [UInt8], rest: FileStream) {
        self.head = head[...]
        self.rest = rest
    }

    var bytesRead: Int { rest.bytesRead }
    var isReady: Bool { !head.isEmpty || rest.isReady }

    mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws(InputError) -> Int {
        guard !head.isEmpty else { return try rest.read(into: buffer) }
        let count = min(head.count, buffer.count)
        buffer.copyBytes(from: head.prefix(count))
        head = head.dropFirst(count)
        return count
    }
}

/// A gzip stream, inflated as it comes.
struct GzipStream: ByteStream {
    private var source: ReplayedStream
    private let name: String
    private let inflater = GzipInflater()
    private var input = [UInt8](repeating: 0, count: 1 << 18)
    private var available: Range<Int> = 0..<0
    private var isAtEnd = false
    private var produced = 0

    init(_ source: ReplayedStream, name: String) {
        self.source = source
        self.name = name
    }

    var bytesRead: Int { source.bytesRead }
    var isReady: Bool { !available.isEmpty || source.isReady }

    mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws(InputError) -> Int {
        while true {
            if available.isEmpty, !isAtEnd { try refill() }
            if available.isEmpty {
                if inflater.isBetweenMembers { return 0 }
                throw InputError(Diagnostic(.truncated, at: Place(source: name, byteOffset: source.bytesRead), found: "gzip data"))
            }
            let progress: GzipInflater.Progress
            do throws(GzipInflater.Failure) {
                progress = try inflate(into: buffer)
            } catch {
                throw InputError(
                    Diagnostic(.corruptCompression, at: Place(source: name, byteOffset: source.bytesRead - available.count), found: "gzip"))
            }
            available = available.lowerBound + progress.consumed..<available.upperBound
            produced += progress.produced
            if progress.produced > 0 { return progress.produced }
        }
    }

    private mutating func refill() throws(InputError) {
        var count = 0
        var failure: InputError?
        input.withUnsafeMutableBytes { buffer in
            do throws(InputError) { count = try source.read(into: buffer) } catch { failure = error }
        }
        if let failure { throw failure }
        available = 0..<count
        isAtEnd = count == 0
    }

    private func inflate(into buffer: UnsafeMutableRawBufferPointer) throws(GzipInflater.Failure) -> GzipInflater.Progress {
        var result: Result<GzipInflater.Progress, GzipInflater.Failure> = .failure(.corrupt)
        input.withUnsafeBytes { bytes in
            let part = UnsafeRawBufferPointer(rebasing: bytes[available])
            do throws(GzipInflater.Failure) {
                result = .success(try inflater.inflate(part, into: buffer))
            } catch {
                result = .failure(error)
            }
        }
        return try result.get()
    }
}

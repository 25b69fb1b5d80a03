import TraceFormats
import TraceModel

/// A packed stream, inflated as it comes, within bounds.
final class InflatingStream: ByteStream {
    private let source: any ByteStream
    private let name: String
    private let compression: Compression
    private let inflater: any Inflater
    private let limits: InflationLimits
    private let input = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 8)
    private var available: Range<Int> = 0..<0
    private var isAtEnd = false
    /// Whether the inflater may hold back output for want of room.
    private var mayHoldMore = false
    private var taken = 0
    private var produced = 0

    /// Inflates what a stream gives.
    ///
    /// - Parameter name: the file, for places.
    init(_ source: any ByteStream, _ compression: Compression, name: String, limits: InflationLimits = LoadLimits.inflation) {
        self.source = source
        self.name = name
        self.compression = compression
        self.limits = limits
        inflater = compression.makeInflater()
    }

    deinit { input.deallocate() }

    var bytesRead: Int { source.bytesRead }

    func read(into buffer: UnsafeMutableRawBufferPointer, waiting: Bool) throws(InputError) -> Int? {
        while true {
            if available.isEmpty, !mayHoldMore, !isAtEnd, !(try refill(waiting)) { return nil }
            let progress: InflateProgress
            do throws(InflateFailure) {
                progress = try inflater.inflate(UnsafeRawBufferPointer(rebasing: input[available]), into: buffer)
            } catch {
                throw failure(error == .corrupt ? .corruptCompression : .windowTooLarge, found: compression.rawValue)
            }
            available = available.lowerBound + progress.consumed..<available.upperBound
            mayHoldMore = progress.produced == buffer.count
            if progress.produced > 0 {
                produced += progress.produced
                guard limits.allow(produced, from: source.bytesRead) else { throw failure(.inflatedTooLarge) }
                return progress.produced
            }
            if available.isEmpty, isAtEnd {
                if inflater.isBetweenParts { return 0 }
                throw failure(.truncated, found: compression.rawValue + " data")
            }
            if progress.consumed == 0, !available.isEmpty { throw failure(.corruptCompression, found: compression.rawValue) }
        }
    }

    private func refill(_ waiting: Bool) throws(InputError) -> Bool {
        guard let count = try source.read(into: input, waiting: waiting) else { return false }
        available = 0..<count
        taken += count
        isAtEnd = count == 0
        return true
    }

    private func failure(_ code: DiagnosticCode, found: String = "") -> InputError {
        InputError(Diagnostic(code, at: Place(source: name, byteOffset: taken - available.count), found: found))
    }
}

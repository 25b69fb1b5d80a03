import Glibc
import TraceFormats
import TraceModel

/// A file of the cache before it takes its place.
enum CacheDraft {
    /// What became of writing one.
    enum Outcome {
        /// It stands there whole; `ending` is what its name is to end with.
        case written(path: String, ending: String)
        /// The trace is more than one file may hold.
        case tooLarge
        case failed
    }

    /// The formats, and what names of files in them end with.
    private static let formats: [(format: OutputFormat, ending: String)] = [
        (.otlpProtobuf, CacheEntry.endings[0]), (.jaeger, CacheEntry.endings[1]),
    ]

    /// Writes a trace in the format of the interface that it came from, or in the other one if only that loses nothing of it.
    static func write(_ trace: Trace, in folder: String, limit: Int) -> Outcome {
        let isJaeger = trace.snapshot.sources[Int(trace.mainRoot.source.rawValue)].format?.hasPrefix("jaeger") ?? false
        let (own, other) = (formats[isJaeger ? 1 : 0], formats[isJaeger ? 0 : 1])
        let first = draft(trace, own.format, in: folder, limit: limit)
        guard case .written(let path, false) = first else { return first.outcome(own.ending) }
        guard case .written(let second, let isLossless) = draft(trace, other.format, in: folder, limit: limit) else {
            return first.outcome(own.ending)
        }
        unlink(isLossless ? path : second)
        return isLossless ? .written(path: second, ending: other.ending) : first.outcome(own.ending)
    }

    private enum Draft {
        case written(path: String, isLossless: Bool)
        case tooLarge
        case failed

        func outcome(_ ending: String) -> Outcome {
            switch self {
            case .written(let path, _): .written(path: path, ending: ending)
            case .tooLarge: .tooLarge
            case .failed: .failed
            }
        }
    }

    /// Why the encoder has to stop.
    private enum Stop: Error { case full, refused }

    private static func draft(_ trace: Trace, _ format: OutputFormat, in folder: String, limit: Int) -> Draft {
        // The system makes it for its owner alone.
        var template = Array((folder + "/" + CacheEntry.draftPrefix + "XXXXXX").utf8CString)
        let descriptor = mkstemp(&template)
        guard descriptor >= 0 else { return .failed }
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        let path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        var room = limit
        do {
            let packed = OutputCompression(.zstd) { bytes in
                room -= bytes.count
                guard room >= 0 else { throw Stop.full }
                guard writeAll(bytes, to: descriptor) else { throw Stop.refused }
            }
            var encoder = format.makeEncoder { try packed.write($0) }
            try encoder.encode(trace.snapshot, traces: trace.snapshot.traces.filter { trace.snapshot[$0].id == trace.id })
            try encoder.finish()
            try packed.finish()
            guard close(descriptor) == 0 else {
                unlink(path)
                return .failed
            }
            return .written(path: path, isLossless: encoder.losses.isEmpty)
        } catch {
            close(descriptor)
            unlink(path)
            return error as? Stop == .full ? .tooLarge : .failed
        }
    }

    private static func writeAll(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Bool {
        var rest = bytes
        while !rest.isEmpty {
            let count = Glibc.write(descriptor, rest.baseAddress, rest.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
        }
        return true
    }
}

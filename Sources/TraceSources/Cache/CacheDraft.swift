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

    /// Writes a trace in the first format that loses nothing of it: OTLP, or what Jaeger's older interface says beyond it.
    ///
    /// Where each loses something it is OTLP.
    static func write(_ trace: Trace, in folder: String, limit: Int) -> Outcome {
        let first = draft(trace, .otlpProtobuf, in: folder, limit: limit)
        guard case .written(let path, let isLossless) = first else { return first.outcome(CacheEntry.endings[0]) }
        if isLossless { return .written(path: path, ending: CacheEntry.endings[0]) }
        guard case .written(let other, let isBetter) = draft(trace, .jaeger, in: folder, limit: limit) else {
            return first.outcome(CacheEntry.endings[0])
        }
        unlink(isBetter ? path : other)
        return .written(path: isBetter ? other : path, ending: CacheEntry.endings[isBetter ? 1 : 0])
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
        let descriptor = mkostemp(&template, O_CLOEXEC)
        guard descriptor >= 0 else { return .failed }
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

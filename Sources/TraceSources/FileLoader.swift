import Glibc
import TraceFormats
import TraceModel

/// Loads files, folders and standard input into one set of traces.
public struct FileLoader: Sendable {
    /// What to read, as the user named it: files, folders (read recursively), `-` for standard input.
    public let paths: [String]

    /// Names what to read.
    public init(paths: [String]) { self.paths = paths }

    /// Reads everything, on the calling thread and two workers.
    ///
    /// - Parameters:
    ///   - isCancelled: asked now and then; true ends the load, what was read so far is kept.
    ///   - onUpdate: told of progress and of snapshots that can be shown while loading goes on.
    /// - Returns: all spans. Of several inputs those that could not be read are told by the diagnostics of their source.
    /// - Throws: ``InputError`` when nothing could be read.
    public func load(
        isCancelled: @escaping @Sendable () -> Bool = { false }, onUpdate: (@Sendable (LoadUpdate) -> Void)? = nil
    ) throws(InputError) -> Snapshot {
        let listing = FileListing(paths)
        let session = LoadSession(bytesTotal: listing.bytesTotal, isCancelled: isCancelled, onUpdate: onUpdate)
        var firstFailure: InputError?
        var readable = 0
        for file in listing.files where !session.isCancelled {
            let source = session.store.addSource(file)
            session.begin(file)
            session.report(bytes: 0, spans: 0, openTrace: nil)
            do throws(InputError) {
                try read(file, source, session)
                readable += 1
            } catch {
                firstFailure = firstFailure ?? error
                session.store.sources[Int(source.rawValue)].diagnostics.add(error.diagnostic)
            }
        }
        for failure in listing.failures {
            firstFailure = firstFailure ?? InputError(failure)
            let source = session.store.addSource(failure.place.source ?? "")
            session.store.sources[Int(source.rawValue)].diagnostics.add(failure)
        }
        if readable == 0, let firstFailure { throw firstFailure }
        return session.finish()
    }

    private func read(_ path: String, _ source: SourceID, _ session: LoadSession) throws(InputError) {
        let descriptor = path == "-" ? dup(0) : open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileListing.failure(path, errno) }
        defer { close(descriptor) }
        var status = stat()
        fstat(descriptor, &status)
        let isRegular = status.st_mode & S_IFMT == S_IFREG
        let size = Int(status.st_size)

        // The first bytes tell gzip and foreign content; a pipe gives them only once.
        var head = [UInt8](repeating: 0, count: 512)
        var stream = FileStream(descriptor: descriptor, name: path)
        head.removeLast(head.count - (try Self.readHead(&stream, &head)))
        if head.isEmpty { throw InputError(Diagnostic(.emptyFile, at: Place(source: path))) }
        if head.withUnsafeBytes(GzipInflater.recognises) {
            session.store.sources[Int(source.rawValue)].compression = "gzip"
            var gzip = GzipStream(ReplayedStream(head: head, rest: stream), name: path)
            var reader = TraceFileReader<JSONTraceDecoder>(session: session, source: source, name: path)
            return try reader.read(&gzip)
        }
        if let foreign = head.withUnsafeBytes(ForeignContent.name) {
            throw InputError(Diagnostic(.notATraceFile, at: Place(source: path), found: foreign))
        }
        var reader = TraceFileReader<JSONTraceDecoder>(session: session, source: source, name: path)
        if isRegular, size >= LoadLimits.smallFile, let file = MappedFile(descriptor: descriptor, size: size) {
            try reader.read(file)
        } else {
            var replayed = ReplayedStream(head: head, rest: stream)
            try reader.read(&replayed, size: isRegular ? size : nil)
        }
    }

    private static func readHead(_ stream: inout FileStream, _ head: inout [UInt8]) throws(InputError) -> Int {
        var count = 0
        while count < head.count {
            var got = 0
            var failure: InputError?
            head.withUnsafeMutableBytes { buffer in
                let room = UnsafeMutableRawBufferPointer(rebasing: buffer[count...])
                do throws(InputError) { got = try stream.read(into: room) } catch { failure = error }
            }
            if let failure { throw failure }
            if got == 0 { break }
            count += got
        }
        return count
    }
}

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
    ///   - cancellation: ends the load, even one that waits for a pipe; what was read so far is kept.
    ///   - onUpdate: told of progress and of snapshots that can be shown while loading goes on.
    /// - Returns: all spans. Of several inputs those that could not be read are told by the diagnostics of their source.
    /// - Throws: ``InputError`` when nothing could be read.
    public func load(
        cancellation: Cancellation = Cancellation(), onUpdate: (@Sendable (LoadUpdate) -> Void)? = nil
    ) throws(InputError) -> Snapshot {
        let listing = FileListing(paths)
        let session = LoadSession(bytesTotal: listing.bytesTotal, isCancelled: { cancellation.isCancelled }, onUpdate: onUpdate)
        var firstFailure: InputError?
        var readable = 0
        for file in listing.files where !session.isCancelled {
            let source = session.store.addSource(file)
            session.begin(file)
            session.report(bytes: 0, spans: 0, openTrace: nil)
            do throws(InputError) {
                try read(file, source, session, cancellation)
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

    private func read(
        _ path: String, _ source: SourceID, _ session: LoadSession, _ cancellation: Cancellation
    ) throws(InputError) {
        let content = try ContentStream.open(path, cancellation: cancellation)
        session.store.sources[Int(source.rawValue)].compression = content.compression?.rawValue
        defer {
            for finding in content.findings.diagnostics { session.store.sources[Int(source.rawValue)].diagnostics.add(finding) }
        }
        if content.isOTLPProtobuf {
            return try read(content, with: TraceFileReader<OTLPProtobufDecoder>(session: session, source: source, name: path))
        }
        if let foreign = content.head.withUnsafeBytes(ForeignContent.name) {
            throw InputError(Diagnostic(.notATraceFile, at: Place(source: path), found: foreign))
        }
        try read(content, with: TraceFileReader<JSONTraceDecoder>(session: session, source: source, name: path))
    }

    /// Maps a large file on disk, and reads everything else as it comes.
    private func read<Decoder: TraceDecoder & ~Copyable>(
        _ content: ContentStream, with reader: TraceFileReader<Decoder>
    ) throws(InputError) {
        var reader = reader
        let file = content.file
        if content.isAsStored, file.isRegular, file.size >= LoadLimits.smallFile,
            let mapped = MappedFile(descriptor: file.descriptor, size: file.size)
        {
            try reader.read(mapped)
        } else {
            var stream = content.stream
            try reader.read(&stream, size: content.size)
        }
    }
}

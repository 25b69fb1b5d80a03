import TraceFormats
import TraceModel

/// Loads files, folders and standard input into one set of traces.
public struct FileLoader: Sendable {
    /// What to read, as the user named it: files, folders (read recursively), `-` for standard input.
    public let paths: [String]
    /// Whether to go on with what is appended to the files, and with new files of the folders, until cancelled.
    public let follows: Bool

    /// Names what to read.
    public init(paths: [String], follows: Bool = false) {
        self.paths = paths
        self.follows = follows
    }

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
        let session = LoadSession(isCancelled: { cancellation.isCancelled }, onUpdate: onUpdate)
        return try load(into: session, cancellation: cancellation)
    }

    /// Reads everything into the store of a session, and publishes it.
    func load(into session: LoadSession, cancellation: Cancellation) throws(InputError) -> Snapshot {
        let listing = FileListing(paths)
        session.expect(bytes: listing.bytesTotal)
        // What comes while the files are read must not be missed, so the watch begins first.
        let follower = follows ? Follower(paths: paths, session: session, cancellation: cancellation) : nil
        var firstFailure: InputError?
        var readable = 0
        var workers = follows ? nil : SmallFileWorkers(listing.files, store: session.store)
        defer { workers?.stop() }
        for file in listing.files where !session.isCancelled {
            do throws(InputError) {
                let input = InputReading(file.path, session: session, cancellation: cancellation)
                if let follower, file.isRegular {
                    try follower.follow(input, file)
                } else if SmallFileWorkers.isSmall(file), let outcome = workers?.next() {
                    try input.take(outcome, of: file)
                } else {
                    try input.readAll()
                }
                readable += 1
            } catch {
                firstFailure = firstFailure ?? error
            }
        }
        // A folder that is followed may be empty so far.
        for failure in listing.findings where !follows || failure.code != .noTraceFileInFolder {
            if failure.severity == .lost { firstFailure = firstFailure ?? InputError(failure) }
            session.note(failure)
        }
        if readable == 0, let firstFailure { throw firstFailure }
        follower?.run()
        return session.finish()
    }
}

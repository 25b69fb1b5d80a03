import TraceModel

/// Goes on with files that grow, are replaced or come new to a folder, until the user wants no more of it.
///
/// A class because files join it while it runs. One thread uses it.
final class Follower {
    /// One followed file.
    private struct Followed {
        let input: InputReading
        /// What is read now; nil while there is nothing to read.
        var reader: (any InputReader)?
        var identity: FileIdentity
        /// Bytes there were when it was looked at last.
        var size: Int
    }

    private let paths: [String]
    private let session: LoadSession
    private let cancellation: Cancellation
    private let watch: FolderWatch
    private var files: [Followed] = []
    private var known: Set<FileIdentity> = []

    init(paths: [String], session: LoadSession, cancellation: Cancellation) {
        self.paths = paths
        self.session = session
        self.cancellation = cancellation
        watch = FolderWatch()
        for path in paths where path != "-" { watch.add(path) }
    }

    /// Reads what is there of a file, and what will come.
    ///
    /// - Throws: why nothing of it can be read.
    func follow(_ input: InputReading, _ file: FileListing.File) throws(InputError) {
        known.insert(file.identity)
        let reader = try input.openGrowing()
        files.append(Followed(input: input, reader: reader, identity: file.identity, size: file.size))
        watch.add(folderOf: file.path)
        do throws(InputError) { try reader?.readOn(isFinal: false) } catch {
            files[files.count - 1].reader = nil
            input.note(error.diagnostic)
            throw error
        }
    }

    /// Waits and reads on, until cancelled.
    func run() {
        session.isFollowing = true
        while !cancellation.isCancelled {
            session.reportFollowing()
            watch.wait(cancellation)
            if cancellation.isCancelled { break }
            for index in files.indices { lookAt(index) }
            lookForNewFiles()
        }
        for file in files { file.reader?.finish() }
    }

    private func lookAt(_ index: Int) {
        let path = files[index].input.path
        // A file that is being replaced is gone for a moment; it is waited for.
        guard let now = FileListing.File(path) else { return readOn(index, isFinal: false) }
        if now.identity != files[index].identity {
            readOn(index, isFinal: true)
            startAnew(index, now)
        } else if now.size < files[index].size {
            files[index].input.note(Diagnostic(.fileCutShort, at: Place(source: path)))
            readOn(index, isFinal: true)
            startAnew(index, now)
        } else {
            files[index].size = now.size
            if files[index].reader == nil { open(index) }
            readOn(index, isFinal: false)
        }
    }

    private func readOn(_ index: Int, isFinal: Bool) {
        guard let reader = files[index].reader else { return }
        do throws(InputError) { try reader.readOn(isFinal: isFinal) } catch {
            files[index].reader = nil
            return files[index].input.note(error.diagnostic)
        }
        if isFinal {
            reader.finish()
            files[index].reader = nil
        }
    }

    private func startAnew(_ index: Int, _ now: FileListing.File) {
        known.insert(now.identity)
        files[index].identity = now.identity
        files[index].size = now.size
        open(index)
        readOn(index, isFinal: false)
    }

    /// Opens a file that had nothing to read; what is wrong with it is noted in its source.
    private func open(_ index: Int) {
        if let reader = try? files[index].input.openGrowing() { files[index].reader = reader }
    }

    /// Reads files that came to the folders; one that was only renamed is known already.
    private func lookForNewFiles() {
        for file in FileListing(paths).files where file.isRegular && known.insert(file.identity).inserted {
            try? follow(InputReading(file.path, session: session, cancellation: cancellation), file)
        }
    }
}

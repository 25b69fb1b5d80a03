import Glibc
import TraceModel

/// Goes on with files that grow, are replaced or come new to a folder, until the user wants no more of it.
///
/// A class because files join it while it runs. One thread uses it.
final class Follower {
    /// One followed file.
    private struct Followed {
        let input: InputReading
        var following: InputReading.Following
        var identity: FileIdentity
        /// Bytes there were when it was looked at last.
        var size: Int

        var reader: (any InputReader)? { if case .reader(let reader) = following { reader } else { nil } }
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
        Self.allowManyFiles()
        for path in paths where path != "-" { watch.add(path) }
    }

    /// Lets the process hold as many files open as the system permits: each followed one stays open.
    private static func allowManyFiles() {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return }
        limit.rlim_cur = limit.rlim_max
        setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    }

    /// Reads what is there of a file, and what will come.
    ///
    /// - Throws: why nothing of it can be read.
    func follow(_ input: InputReading, _ file: FileListing.File) throws(InputError) {
        known.insert(file.identity)
        watch.add(folderOf: file.path)
        let following = try input.openGrowing()
        files.append(Followed(input: input, following: following, identity: file.identity, size: file.size))
        try readOn(files.count - 1, isFinal: false)
        session.setAside(bytes: file.size)
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

    /// Reads on where a file stands; what is wrong with it is noted in its source.
    private func lookAt(_ index: Int) {
        let path = files[index].input.path
        // A file that is being replaced is gone for a moment; it is waited for.
        guard let now = FileListing.File(path) else {
            try? readOn(index, isFinal: false)
            return
        }
        if now.identity != files[index].identity {
            startAnew(index, now)
        } else if now.size < files[index].size {
            files[index].input.note(Diagnostic(.fileCutShort, at: Place(source: path)))
            startAnew(index, now)
        } else {
            files[index].size = now.size
            if case .nothingYet = files[index].following { open(index) }
            try? readOn(index, isFinal: false)
        }
    }

    /// Reads what is there of a file; one that cannot be read is left alone until another takes its place.
    private func readOn(_ index: Int, isFinal: Bool) throws(InputError) {
        guard let reader = files[index].reader else { return }
        do throws(InputError) { try reader.readOn(isFinal: isFinal) } catch {
            files[index].following = .nothingMore
            files[index].input.note(error.diagnostic)
            throw error
        }
        if isFinal {
            reader.finish()
            files[index].following = .nothingMore
        }
    }

    /// Reads the former file to its end, and then the one that has its name now.
    private func startAnew(_ index: Int, _ now: FileListing.File) {
        try? readOn(index, isFinal: true)
        known.insert(now.identity)
        files[index].identity = now.identity
        files[index].size = now.size
        open(index)
        try? readOn(index, isFinal: false)
    }

    private func open(_ index: Int) { files[index].following = (try? files[index].input.openGrowing()) ?? .nothingMore }

    /// Reads files that came to the folders; one that was only renamed is known already.
    private func lookForNewFiles() {
        for file in FileListing(paths).files where file.isRegular && known.insert(file.identity).inserted {
            try? follow(InputReading(file.path, session: session, cancellation: cancellation), file)
        }
    }
}

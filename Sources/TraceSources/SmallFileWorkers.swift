import Glibc
import TraceFormats
import TraceModel

/// Two workers that read and decode many small JSON files, some dozens at a time; results come back in the order of the files.
///
/// Opening a file takes as long as decoding some spans, so thousands of them are worth two threads. What is no plain JSON by
/// its first bytes is left to the ordinary way.
struct SmallFileWorkers {
    /// What became of one file.
    struct Outcome {
        /// What was decoded; nil when the file is left to the ordinary way.
        let piece: DecodedPiece?
        /// Its text, when there are findings whose lines will be asked for.
        let text: [UInt8]
    }

    /// A file to be read, and the source it will be.
    private struct Job: Sendable {
        let path: String
        let size: Int
        let source: SourceID
    }

    /// What became of the files of one group.
    ///
    /// `@unchecked Sendable`: its rows are nobody else's until they are committed.
    private struct Group: @unchecked Sendable {
        let outcomes: [Outcome]
    }

    /// Files from which on workers are worth their while.
    static let least = 64
    private static let groupFiles = 64
    private static let groupBytes = 4 << 20

    private let jobs: OrderedJobs<Group>
    private let threads = WorkerThreads()
    private var pending: ArraySlice<Outcome> = []

    /// Begins to read; nil when there are too few small files.
    ///
    /// - Parameter files: all files of the load; the n-th one is source n.
    init?(_ files: [FileListing.File], store: SpanStore) {
        let small = files.enumerated().filter { Self.isSmall($0.element) }
        guard small.count >= Self.least else { return nil }
        let groups = Self.groups(small.map { Job(path: $0.element.path, size: $0.element.size, source: SourceID(UInt32($0.offset))) })
        let jobs = OrderedJobs<Group>(count: groups.count)
        self.jobs = jobs
        let (strings, resources) = (store.strings, store.resources)
        for _ in 0..<2 { threads.start { Self.work(jobs, groups, strings, resources) } }
    }

    /// Whether a file is one of those that are read here.
    static func isSmall(_ file: FileListing.File) -> Bool { file.isRegular && file.path != "-" && file.size < LoadLimits.smallFile }

    /// What became of the next small file.
    mutating func next() -> Outcome? {
        if pending.isEmpty, let group = jobs.next() { pending = group.outcomes[...] }
        return pending.popFirst()
    }

    /// Lets the workers end and waits for them.
    func stop() {
        jobs.stop()
        threads.join()
    }

    private static func groups(_ jobs: [Job]) -> [[Job]] {
        var groups: [[Job]] = [], group: [Job] = [], bytes = 0
        for job in jobs {
            if group.count == groupFiles || bytes + job.size > groupBytes, !group.isEmpty {
                groups.append(group)
                (group, bytes) = ([], 0)
            }
            group.append(job)
            bytes += job.size
        }
        return groups + [group]
    }

    private static func work(_ jobs: OrderedJobs<Group>, _ groups: [[Job]], _ strings: StringTable, _ resources: ResourceTable) {
        var text = FileText()
        var decoder = JSONTraceDecoder(text.bytes, writer: SpanWriter(strings: strings), resources: resources, source: SourceID(0))
        while let index = jobs.take() {
            decoder.startChunk()
            var outcomes: [Outcome] = []
            for job in groups[index] {
                guard text.read(job.path, size: job.size), text.beginsAsJSON else {
                    outcomes.append(Outcome(piece: nil, text: []))
                    continue
                }
                decoder.begin(text.bytes, source: job.source)
                _ = decoder.run()
                let piece = decoder.takePiece()
                outcomes.append(Outcome(piece: piece, text: piece.hasFindings ? Array(text.bytes) : []))
            }
            jobs.put(Group(outcomes: outcomes), of: index)
        }
    }
}

/// The whole text of one small file after the other, in the same memory.
private struct FileText: ~Copyable {
    private static let padding = 64
    private let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: LoadLimits.smallFile + padding, alignment: 8)
    private var count = 0

    init() { memory.initializeMemory(as: UInt8.self, repeating: 0) }

    deinit { memory.deallocate() }

    /// The text; readable zeros follow.
    var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: memory[..<count]) }

    /// Whether the text can be nothing but JSON in ASCII or UTF-8, going by its first bytes.
    var beginsAsJSON: Bool {
        guard let first = bytes.first(where: { $0 > 0x20 }) else { return false }
        return (first == 0x7b || first == 0x5b) && bytes.prefix(16).allSatisfy { $0 >= 0x09 }
    }

    /// Reads a file; false when it cannot be read, or is not as large as it was.
    mutating func read(_ path: String, size: Int) -> Bool {
        count = 0
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        while count <= size {
            // One byte more than there should be tells a file that has grown.
            let got = Glibc.read(descriptor, memory.baseAddress.map { $0 + count }, size + 1 - count)
            if got < 0, errno == EINTR { continue }
            guard got > 0 else { break }
            count += got
        }
        for place in count..<count + Self.padding { memory[place] = 0 }
        return count == size
    }
}

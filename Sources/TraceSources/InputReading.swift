import TraceFormats
import TraceModel

/// How one input is read: what it is packed in, which decoder its content needs, mapped or as it comes.
struct InputReading {
    let path: String
    private let session: LoadSession
    private let cancellation: Cancellation
    private let source: SourceID

    /// Registers the input as a source.
    init(_ path: String, session: LoadSession, cancellation: Cancellation) {
        self.path = path
        self.session = session
        self.cancellation = cancellation
        source = session.store.addSource(path)
        session.begin(path)
        session.report(bytes: 0, spans: 0, openTrace: nil)
    }

    /// Reads all of it.
    ///
    /// - Throws: why nothing of it can be read; the source says so too.
    func readAll() throws(InputError) {
        try telling { () throws(InputError) in try readWhole(open()) }
    }

    private func readWhole(_ content: ContentStream) throws(InputError) {
        let intake = PieceIntake(session: session, source: source, name: path)
        if try isOTLPProtobuf(content) {
            try read(content, OTLPProtobufDecoder.self, intake)
        } else {
            try read(content, JSONTraceDecoder.self, intake)
        }
        for finding in content.findings.diagnostics { note(finding) }
    }

    /// Takes in what a worker has read of it, or reads it when that was left to the ordinary way.
    ///
    /// - Throws: why nothing of it can be read; the source says so too.
    func take(_ outcome: SmallFileWorkers.Outcome, of file: FileListing.File) throws(InputError) {
        guard let piece = outcome.piece else { return try readAll() }
        try telling { () throws(InputError) in
            var intake = PieceIntake(session: session, source: source, name: path)
            var failure: InputError?
            outcome.text.withUnsafeBytes { text in
                do throws(InputError) {
                    try intake.joinLast(piece, bytes: file.size, text: text)
                    intake.finish(bytes: file.size, text: text)
                } catch {
                    failure = error
                }
            }
            if let failure { throw failure }
        }
    }

    /// What there is to follow of a file.
    enum Following {
        /// It is empty so far.
        case nothingYet
        /// What is read now and later.
        case reader(any InputReader)
        /// Nothing more: it is packed and was read to its end, or cannot be read.
        case nothingMore
    }

    /// Opens it to be read again and again; a packed one is read at once.
    ///
    /// - Throws: why nothing of it can be read; the source says so too.
    func openGrowing() throws(InputError) -> Following {
        try telling { () throws(InputError) in
            let content: ContentStream
            do throws(InputError) { content = try open() } catch {
                if error.diagnostic.code == .emptyFile { return .nothingYet }
                throw error
            }
            guard content.isAsStored else {
                try readWhole(content)
                note(Diagnostic(.notFollowed, at: Place(source: path)))
                return .nothingMore
            }
            let intake = PieceIntake(session: session, source: source, name: path)
            // A file that grows may shrink as well, and a mapping of what is gone would end the program.
            return .reader(
                try isOTLPProtobuf(content)
                    ? StreamReader<OTLPProtobufDecoder>(content.stream, intake) : StreamReader<JSONTraceDecoder>(content.stream, intake))
        }
    }

    /// Adds a finding about the input.
    func note(_ diagnostic: Diagnostic) { session.store.sources[Int(source.rawValue)].diagnostics.add(diagnostic) }

    /// Opens the input and takes note of what it is packed in.
    private func open() throws(InputError) -> ContentStream {
        let content = try ContentStream.open(path, cancellation: cancellation)
        session.store.sources[Int(source.rawValue)].compression = content.compression?.rawValue
        return content
    }

    /// Whether the content is protobuf, not text.
    ///
    /// - Throws: ``DiagnosticCode/notATraceFile`` when it is neither.
    private func isOTLPProtobuf(_ content: ContentStream) throws(InputError) -> Bool {
        if content.isOTLPProtobuf { return true }
        if let foreign = content.head.withUnsafeBytes(ForeignContent.name) {
            throw InputError(Diagnostic(.notATraceFile, at: Place(source: path), found: foreign))
        }
        return false
    }

    /// Maps a large file on disk, and reads everything else as it comes.
    private func read<Decoder: TraceDecoder & ~Copyable>(
        _ content: ContentStream, _: Decoder.Type, _ intake: PieceIntake
    ) throws(InputError) {
        let file = content.file
        if let size = content.size, size >= LoadLimits.smallFile, let mapped = MappedFile(descriptor: file.descriptor, size: size) {
            var reader = MappedReader<Decoder>(intake)
            return try reader.read(mapped)
        }
        let reader = StreamReader<Decoder>(content.stream, size: content.size, intake)
        try reader.readOn(isFinal: true)
        reader.finish()
    }

    /// Does something and, when that fails, lets the source say so.
    private func telling<Result>(_ body: () throws(InputError) -> Result) throws(InputError) -> Result {
        do throws(InputError) { return try body() } catch {
            note(error.diagnostic)
            throw error
        }
    }
}

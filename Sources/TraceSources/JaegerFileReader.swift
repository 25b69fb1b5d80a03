import TraceFormats
import TraceModel

/// Reads the Jaeger JSON of one input into a session's store, and decides whether it was a trace file at all.
struct JaegerFileReader {
    let session: LoadSession
    let source: SourceID
    let name: String
    private var joiner: JaegerJoiner
    private var traces: Set<TraceID> = []

    init(session: LoadSession, source: SourceID, name: String) {
        self.session = session
        self.source = source
        self.name = name
        joiner = JaegerJoiner(resources: session.store.resources)
    }

    /// Reads bytes that are all there, on this thread.
    mutating func read(_ bytes: UnsafeRawBufferPointer) throws(InputError) {
        var decoder = JaegerDecoder(
            bytes, writer: session.store.writer(), resources: session.store.resources, source: source)
        _ = decoder.run()
        try joinLast(decoder.takePiece())
        finish(bytes.count)
    }

    /// Reads a mapped file: the beginning here, the rest in pieces on two workers.
    mutating func read(_ file: MappedFile) throws(InputError) {
        var decoder = JaegerDecoder(
            file.bytes, writer: session.store.writer(), resources: session.store.resources, source: source)
        let outcome = decoder.run(until: LoadLimits.firstPiece)
        let first = decoder.takePiece()
        if outcome != .stopped {
            try joinLast(first)
        } else {
            join(first)
            let plan = PiecePlan(bytes: file.bytes, first: first)
            let workers = PieceWorkers(plan: plan, file: file, session: session, source: source)
            var end = first
            while !session.isCancelled, let piece = workers.next() {
                guard plan.follows(piece.split, end) else { break }
                join(piece.result)
                end = piece.result
            }
            workers.stop()
            // Where guessing the place of a piece failed, the rest is read in order.
            if !session.isCancelled, end.endOffset < file.bytes.count, !workers.isFinished {
                decoder.restart(from: end.endOffset, levels: end.levels)
                _ = decoder.run()
                join(decoder.takePiece())
            }
        }
        finish(file.bytes.count)
    }

    /// Reads a stream in windows that end between two spans.
    ///
    /// - Parameter size: how much will come, if that is known.
    mutating func read(_ stream: inout some ByteStream, size: Int? = nil) throws(InputError) {
        let window = ByteWindow(capacity: min(4 << 20, (size ?? .max - 1) + 1))
        var decoder = JaegerDecoder(
            window.bytes, writer: session.store.writer(), resources: session.store.resources, source: source)
        var failure: InputError?
        while !session.isCancelled {
            do throws(InputError) { try window.fill(from: &stream) } catch {
                failure = error
                window.isAtEnd = true
            }
            decoder.continueReading(window.bytes)
            let outcome = decoder.run(isFinal: window.isAtEnd)
            let piece = decoder.takePiece()
            if outcome == .needsMore {
                join(piece, bytes: stream.bytesRead)
                guard window.keep(from: decoder.resumeOffset) else {
                    joiner.report(Diagnostic(.valueCut, at: Place(byteOffset: decoder.resumeOffset)))
                    break
                }
                continue
            }
            if let failure { joiner.report(failure.diagnostic) }
            try joinLast(piece, bytes: stream.bytesRead)
            break
        }
        finish(stream.bytesRead)
    }

    // MARK: Joining

    private mutating func join(_ piece: JaegerPiece, bytes: Int? = nil) {
        joiner.join(piece, into: session.store, count: &traces)
        let open = joiner.openTrace.map { LoadProgress.OpenTrace(idText: $0.id.hex, spans: $0.spans) }
        session.report(bytes: bytes ?? piece.endOffset, spans: joiner.spanCount, openTrace: open)
    }

    /// Joins the last piece of an input, unless the whole turns out to be no trace file.
    private mutating func joinLast(_ piece: JaegerPiece, bytes: Int? = nil) throws(InputError) {
        if let refusal = joiner.refusal(endingWith: piece) { throw InputError(refusal.placed(in: name)) }
        join(piece, bytes: bytes)
    }

    private mutating func finish(_ bytes: Int) {
        joiner.finish(into: session.store)
        let index = Int(source.rawValue)
        session.store.sources[index].format = "jaeger-json"
        session.store.sources[index].spans = joiner.spanCount
        session.store.sources[index].traces = traces.count
        for diagnostic in joiner.diagnostics.entries { session.store.sources[index].diagnostics.add(diagnostic.placed(in: name)) }
        session.finishFile(bytes: bytes, spans: joiner.spanCount)
    }
}

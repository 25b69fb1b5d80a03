import TraceFormats
import TraceModel

/// Reads one input into a session's store with the decoder of its format, and decides whether it was a trace file at all.
struct TraceFileReader<Decoder: TraceDecoder & ~Copyable> {
    let session: LoadSession
    let source: SourceID
    let name: String
    private var joiner: PieceJoiner

    init(session: LoadSession, source: SourceID, name: String) {
        self.session = session
        self.source = source
        self.name = name
        joiner = PieceJoiner(resources: session.store.resources)
    }

    /// Reads a mapped file: the beginning here, the rest in pieces on two workers.
    mutating func read(_ file: MappedFile) throws(InputError) {
        var decoder = Decoder(file.bytes, writer: session.takeWriter(), resources: session.store.resources, source: source)
        let outcome = decoder.run(until: LoadLimits.firstPiece, isFinal: true)
        let first = decoder.takePiece()
        if outcome != .stopped {
            try joinLast(first, text: file.bytes)
        } else {
            join(first)
            let rest = readPieces(of: file, after: first)
            // Where the place of a piece was guessed wrong, what follows is read in order.
            if let rest {
                decoder.restart(at: PieceStart(after: rest))
                _ = decoder.run()
                join(decoder.takePiece())
            }
        }
        finish(file.bytes.count, bytes: file.bytes)
        session.giveBack(decoder.releaseWriter())
    }

    /// Joins what two workers decode.
    ///
    /// - Returns: the last piece joined, when the next one does not begin where it ends.
    private mutating func readPieces(of file: MappedFile, after first: DecodedPiece) -> DecodedPiece? {
        let plan = PiecePlan(size: file.bytes.count, first: first, finder: Decoder.finder(in: file.bytes, after: first))
        let workers = PieceWorkers<Decoder>(plan: plan, file: file, store: session.store, source: source)
        defer { workers.stop() }
        var last = first
        while !session.isCancelled, let piece = workers.next() {
            guard piece.start.follows(last) else { return last }
            join(piece.result)
            last = piece.result
        }
        return nil
    }

    /// Reads a stream in windows that end between two spans.
    ///
    /// - Parameter size: how much will come, if that is known.
    mutating func read(_ stream: inout some ByteStream, size: Int? = nil) throws(InputError) {
        let window = ByteWindow(capacity: min(4 << 20, (size ?? .max - 1) + 1))
        var decoder = Decoder(
            window.bytes, writer: session.takeWriter(), resources: session.store.resources, source: source)
        var failure: InputError?
        while !session.isCancelled {
            if !stream.isReady { session.reportBeforeWaiting() }
            do throws(InputError) { try window.fill(from: &stream) } catch {
                if session.isCancelled { break }
                failure = error
                window.isAtEnd = true
            }
            decoder.continueReading(window.bytes)
            let outcome = decoder.run(until: nil, isFinal: window.isAtEnd)
            let piece = decoder.takePiece()
            if outcome == .needsMore {
                join(piece, bytes: stream.bytesRead)
                guard window.keep(from: decoder.resumeOffset) else {
                    joiner.report(Diagnostic(.valueCut, at: Place(byteOffset: decoder.resumeOffset)))
                    break
                }
                continue
            }
            if let failure {
                guard joiner.spanCount + piece.spanCount > 0 else { throw failure }
                joiner.report(failure.diagnostic)
            }
            try joinLast(piece, bytes: stream.bytesRead, text: window.isWhole ? window.bytes : nil)
            break
        }
        finish(stream.bytesRead, bytes: window.isWhole ? window.bytes : nil)
        session.giveBack(decoder.releaseWriter())
    }

    // MARK: Joining

    private mutating func join(_ piece: DecodedPiece, bytes: Int? = nil) {
        joiner.join(piece, into: session.store)
        let open = joiner.openTrace.map { LoadProgress.OpenTrace(idText: $0.id.hex, spans: $0.spans) }
        session.report(bytes: bytes ?? piece.endOffset, spans: joiner.spanCount, openTrace: open)
    }

    /// Joins the last piece of an input, unless the whole turns out to be no trace file.
    private mutating func joinLast(_ piece: DecodedPiece, bytes: Int? = nil, text: UnsafeRawBufferPointer?) throws(InputError) {
        if let refusal = joiner.refusal(endingWith: piece) { throw InputError(placed(refusal, in: text)) }
        join(piece, bytes: bytes)
    }

    /// Closes the input.
    ///
    /// - Parameters:
    ///   - count: bytes read of it, as stored.
    ///   - bytes: all of its text, when that is still there, to count lines in.
    private mutating func finish(_ count: Int, bytes: UnsafeRawBufferPointer?) {
        joiner.finish(into: session.store, isInterrupted: session.isCancelled)
        let index = Int(source.rawValue)
        let formats = joiner.formats.ranked
        session.store.sources[index].format = formats.first?.format.rawValue
        session.store.sources[index].spans = joiner.spanCount
        session.store.sources[index].traces = joiner.traceCount
        for diagnostic in joiner.diagnostics.entries {
            session.store.sources[index].diagnostics.add(placed(diagnostic, in: bytes))
        }
        let place = Place(source: name)
        if formats.count > 1 {
            let found = formats.map { "\($0.format.rawValue) (\($0.spans))" }.joined(separator: ", ")
            session.store.sources[index].diagnostics.add(Diagnostic(.mixedFormats, at: place, found: found))
        }
        if joiner.spanCount == 0 { session.store.sources[index].diagnostics.add(Diagnostic(.noSpans, at: place)) }
        session.finishFile(bytes: count, spans: joiner.spanCount)
    }

    /// The finding with the input's name, and its line where the text has lines.
    private func placed(_ diagnostic: Diagnostic, in text: UnsafeRawBufferPointer?) -> Diagnostic {
        var place = diagnostic.place
        place.source = name
        if let offset = place.byteOffset, let text { place.line = Self.line(of: offset, in: text) }
        return Diagnostic(diagnostic.code, at: place, found: diagnostic.found, count: diagnostic.count)
    }

    /// The line of an offset, from 1; nil in a text that is all one line up to there.
    ///
    /// - Complexity: O(offset)
    static func line(of offset: Int, in text: UnsafeRawBufferPointer) -> Int? {
        let breaks = text[..<min(offset, text.count)].count { $0 == 0x0a }
        return breaks > 0 ? breaks + 1 : nil
    }
}

import TraceFormats
import TraceModel

/// Reads a mapped file: its beginning on the calling thread, the rest in pieces on two workers.
struct MappedReader<Decoder: TraceDecoder & ~Copyable> {
    private var intake: PieceIntake
    private var session: LoadSession { intake.session }

    init(_ intake: PieceIntake) { self.intake = intake }

    /// Reads all of it.
    mutating func read(_ file: MappedFile) throws(InputError) {
        var decoder = Decoder(
            file.bytes, writer: session.takeWriter(), resources: session.store.resources, source: intake.source)
        let outcome = decoder.run(until: LoadLimits.firstPiece, isFinal: true)
        let first = decoder.takePiece()
        if outcome != .stopped {
            try intake.joinLast(first, bytes: file.bytes.count, text: file.bytes)
        } else {
            intake.join(first, bytes: first.endOffset)
            // Where the place of a piece was guessed wrong, what follows is read in order.
            if let last = readPieces(of: file, after: first) {
                decoder.restart(at: PieceStart(after: last))
                _ = decoder.run()
                intake.join(decoder.takePiece(), bytes: file.bytes.count)
            }
        }
        intake.finish(bytes: file.bytes.count, text: file.bytes)
        session.giveBack(decoder.releaseWriter())
    }

    /// Joins what two workers decode.
    ///
    /// - Returns: the last piece joined, when the next one does not begin where it ends.
    private mutating func readPieces(of file: MappedFile, after first: DecodedPiece) -> DecodedPiece? {
        let plan = PiecePlan(size: file.bytes.count, first: first, finder: Decoder.finder(in: file.bytes, after: first))
        let workers = PieceWorkers<Decoder>(plan: plan, file: file, store: session.store, source: intake.source)
        defer { workers.stop() }
        var last = first
        while !session.isCancelled, let piece = workers.next() {
            guard piece.start.follows(last) else { return last }
            intake.join(piece.result, bytes: piece.result.endOffset)
            last = piece.result
        }
        return nil
    }
}

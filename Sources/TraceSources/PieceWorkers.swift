import TraceFormats
import TraceModel

/// Two workers that decode the pieces of a file; results come back in file order.
struct PieceWorkers<Decoder: TraceDecoder & ~Copyable> {
    /// What one piece gave.
    ///
    /// `@unchecked Sendable`: its rows are nobody else's until they are committed.
    struct Piece: @unchecked Sendable {
        let start: PieceStart
        let result: DecodedPiece
    }

    private let jobs: OrderedJobs<Piece?>
    private let threads = WorkerThreads()

    init(plan: PiecePlan, file: MappedFile, store: SpanStore, source: SourceID, workers: Int = 2) {
        let jobs = OrderedJobs<Piece?>(count: plan.count)
        self.jobs = jobs
        let (strings, resources) = (store.strings, store.resources)
        for _ in 0..<min(workers, plan.count) {
            threads.start {
                var decoder = Decoder(file.bytes, writer: SpanWriter(strings: strings), resources: resources, source: source)
                while let index = jobs.take() {
                    var piece: Piece?
                    if let start = plan.start(of: index) {
                        decoder.restart(at: start)
                        _ = decoder.run(until: plan.end(of: index), isFinal: true)
                        let result = decoder.takePiece()
                        file.drop(start.offset..<result.endOffset)
                        piece = Piece(start: start, result: result)
                    }
                    jobs.put(piece, of: index)
                }
            }
        }
    }

    /// The next piece in file order; nil after the last one.
    func next() -> Piece? {
        while let piece = jobs.next() {
            // Nothing begins in that part of the file when there is none.
            if let piece { return piece }
        }
        return nil
    }

    /// Lets the workers end and waits for them.
    func stop() {
        jobs.stop()
        threads.join()
    }
}

import Synchronization
import TraceFormats
import TraceModel

/// Two workers that decode the pieces of a file, each the next one nobody has taken; results come back in file order.
///
/// A class because the workers share it. `@unchecked Sendable`: what changes is behind the lock.
final class PieceWorkers<Decoder: TraceDecoder & ~Copyable>: @unchecked Sendable {
    /// What one piece gave.
    ///
    /// `@unchecked Sendable`: its rows are nobody else's until they are committed.
    struct Piece: @unchecked Sendable {
        let start: PieceStart
        let result: DecodedPiece
    }

    private struct State {
        var nextToTake = 0
        var nextToGive = 0
        /// Decoded pieces that nobody has asked for yet; nil where none begins.
        var results: [Int: Piece?] = [:]
        var isStopped = false
    }

    private enum Delivery {
        case piece(Piece)
        /// No span begins in that part of the file.
        case gap
        case notYet
        case end
    }

    private let plan: PiecePlan
    private let file: MappedFile
    private let strings: StringTable
    private let resources: ResourceTable
    private let source: SourceID
    private let state = Mutex(State())
    private let arrivals = Arrivals()
    private let threads = WorkerThreads()

    init(plan: PiecePlan, file: MappedFile, store: SpanStore, source: SourceID, workers: Int = 2) {
        self.plan = plan
        self.file = file
        self.source = source
        strings = store.strings
        resources = store.resources
        for _ in 0..<min(workers, plan.count) { threads.start { self.work() } }
    }

    /// The next piece in file order; nil after the last one.
    func next() -> Piece? {
        while true {
            switch deliver() {
            case .piece(let piece): return piece
            case .gap: continue
            case .notYet: arrivals.wait()
            case .end: return nil
            }
        }
    }

    /// Lets the workers end and waits for them.
    func stop() {
        state.withLock { $0.isStopped = true }
        threads.join()
    }

    private func deliver() -> Delivery {
        state.withLock { state in
            if state.nextToGive >= plan.count { return .end }
            guard let result = state.results.removeValue(forKey: state.nextToGive) else { return .notYet }
            state.nextToGive += 1
            return result.map(Delivery.piece) ?? .gap
        }
    }

    private func work() {
        var decoder = Decoder(file.bytes, writer: SpanWriter(strings: strings), resources: resources, source: source)
        while let index = take() {
            var piece: Piece?
            if let start = plan.start(of: index) {
                decoder.restart(at: start)
                _ = decoder.run(until: plan.end(of: index), isFinal: true)
                let result = decoder.takePiece()
                file.drop(start.offset..<result.endOffset)
                piece = Piece(start: start, result: result)
            }
            state.withLock { $0.results[index] = .some(piece) }
            arrivals.signal()
        }
    }

    private func take() -> Int? {
        state.withLock { state in
            guard !state.isStopped, state.nextToTake < plan.count else { return nil }
            state.nextToTake += 1
            return state.nextToTake - 1
        }
    }
}

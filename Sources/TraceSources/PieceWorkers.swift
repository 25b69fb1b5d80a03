import Dispatch
import Synchronization
import TraceFormats
import TraceModel

/// Two workers that decode the pieces of a file, each the next one nobody has taken; results come back in file order.
///
/// A class because the workers share it. `@unchecked Sendable`: what changes is behind the lock.
final class PieceWorkers: @unchecked Sendable {
    struct Piece: @unchecked Sendable {
        // `@unchecked Sendable`: its chunk is its own until it is committed.
        let split: PiecePlan.Start
        let result: JaegerPiece
    }

    private struct State {
        var nextToTake = 0
        var nextToGive = 0
        var results: [Int: Piece?] = [:]
        var isStopped = false
    }

    private let plan: PiecePlan
    private let file: MappedFile
    private let source: SourceID
    private let state = Mutex(State())
    private let arrived = DispatchSemaphore(value: 0)
    private let group = DispatchGroup()

    init(plan: PiecePlan, file: MappedFile, session: LoadSession, source: SourceID, workers: Int = 2) {
        self.plan = plan
        self.file = file
        self.source = source
        for _ in 0..<min(workers, plan.count) {
            let parts = WorkerParts(writer: session.store.writer(), resources: session.store.resources)
            DispatchQueue.global().async(group: group) { self.work(parts) }
        }
    }

    /// What a worker needs of the store.
    ///
    /// `@unchecked Sendable`: handed over once.
    private final class WorkerParts: @unchecked Sendable {
        var writer: SpanWriter?
        let resources: ResourceTable
        init(writer: consuming SpanWriter, resources: ResourceTable) {
            self.writer = consume writer
            self.resources = resources
        }
    }

    /// Whether every piece was given out.
    var isFinished: Bool { state.withLock { $0.nextToGive >= plan.count } }

    /// The next piece in file order; nil after the last one.
    func next() -> Piece? {
        while true {
            let (known, result): (Bool, Piece?) = state.withLock { state in
                guard state.nextToGive < plan.count, let result = state.results.removeValue(forKey: state.nextToGive) else {
                    return (state.nextToGive >= plan.count, nil)
                }
                state.nextToGive += 1
                return (result != nil, result)
            }
            if known { return result }
            // Pieces that begin nowhere were given as nil: look at the next one at once.
            if state.withLock({ $0.results[$0.nextToGive] != nil }) { continue }
            arrived.wait()
        }
    }

    /// Lets the workers end and waits for them.
    func stop() {
        state.withLock { $0.isStopped = true }
        group.wait()
    }

    private func work(_ parts: WorkerParts) {
        guard let writer = parts.writer.take() else { return }
        var decoder = JaegerDecoder(file.bytes, writer: writer, resources: parts.resources, source: source)
        while let index = take() {
            guard let start = plan.start(of: index) else {
                give(index, nil)
                continue
            }
            decoder.restart(from: start.offset, levels: start.levels)
            _ = decoder.run(until: plan.end(of: index))
            let piece = decoder.takePiece()
            file.drop(start.offset..<piece.endOffset)
            give(index, Piece(split: start, result: piece))
        }
    }

    private func take() -> Int? {
        state.withLock { state in
            guard !state.isStopped, state.nextToTake < plan.count else { return nil }
            state.nextToTake += 1
            return state.nextToTake - 1
        }
    }

    private func give(_ index: Int, _ piece: Piece?) {
        state.withLock { $0.results[index] = .some(piece) }
        arrived.signal()
    }
}

import Synchronization
import TraceFormats
import TraceModel

/// Where the pieces of a mapped file begin: looked for when first asked, each part of the file searched once.
///
/// A class because its workers share what they found. `@unchecked Sendable`: the finder is behind the lock, the bytes it
/// looks at are a read-only mapping.
final class PiecePlan: @unchecked Sendable {
    private struct State {
        var finder: any PieceFinder
        var found: [Int: PieceStart?] = [:]
    }

    /// The number of pieces; some of them may begin nowhere.
    let count: Int
    private let first: PieceStart
    private let size: Int
    private let lock = Mutex<Void>(())
    private var state: State

    /// Plans what follows the first piece, whose end shows how the file nests.
    init(size: Int, first: DecodedPiece, finder: any PieceFinder) {
        self.first = PieceStart(after: first)
        self.size = size
        state = State(finder: finder)
        count = max(1, (size - first.endOffset + LoadLimits.piece - 1) / LoadLimits.piece)
    }

    /// Where a piece begins; nil when nothing begins in its part of the file.
    func start(of piece: Int) -> PieceStart? {
        if piece == 0 { return first }
        return lock.withLock { _ in
            if let known = state.found[piece] { return known }
            let from = first.offset + piece * LoadLimits.piece
            let start = state.finder.next(from: from, before: min(size, from + LoadLimits.piece))
            state.found[piece] = .some(start)
            return start
        }
    }

    /// Where a piece is to stop: the beginning of the next one that has any; nil for the last.
    func end(of piece: Int) -> Int? {
        for next in piece + 1..<max(piece + 1, count) {
            if let start = start(of: next) { return start.offset }
        }
        return nil
    }
}

import Synchronization
import TraceFormats
import TraceModel

/// Where the pieces of a mapped file begin: looked for when first asked, each part of the file searched once.
///
/// A class because its workers share what they found. `@unchecked Sendable`: the bytes are a read-only mapping.
final class PiecePlan: @unchecked Sendable {
    /// A place to begin, and what encloses it.
    struct Start: Equatable, Sendable {
        let offset: Int
        let levels: [JaegerLevel]
    }

    /// The number of pieces; some of them may begin nowhere.
    let count: Int
    private let bytes: UnsafeRawBufferPointer
    private let first: Start
    private let holdsTraces: Bool
    private let found = Mutex<[Int: Start?]>([:])

    /// Plans what follows the first piece, whose end shows how the file nests.
    init(bytes: UnsafeRawBufferPointer, first: JaegerPiece) {
        self.bytes = bytes
        self.first = Start(offset: first.endOffset, levels: first.levels)
        holdsTraces = first.holdsTraceObjects
        count = max(1, (bytes.count - first.endOffset + LoadLimits.piece - 1) / LoadLimits.piece)
    }

    /// Where a piece begins; nil when no span or trace begins in its part of the file.
    func start(of piece: Int) -> Start? {
        if piece == 0 { return first }
        if let known = found.withLock({ $0[piece] }) { return known }
        let from = first.offset + piece * LoadLimits.piece
        let split = JaegerSplitFinder.next(in: bytes, from: from, before: min(bytes.count, from + LoadLimits.piece))
        let start = split.map { Start(offset: $0.offset, levels: enclosing($0)) }
        found.withLock { $0[piece] = .some(start) }
        return start
    }

    /// Where a piece is to stop: the beginning of the next one that has any; nil for the last.
    func end(of piece: Int) -> Int? {
        for next in piece + 1..<max(piece + 1, count) {
            if let start = start(of: next) { return start.offset }
        }
        return nil
    }

    /// Whether a piece begins just where, and inside of what, the one before it ended.
    func follows(_ start: Start, _ previous: JaegerPiece) -> Bool {
        start.offset == previous.endOffset && start.levels.map(\.context) == previous.levels.map(\.context)
    }

    private func enclosing(_ split: JaegerSplit) -> [JaegerLevel] {
        let lists = first.levels.map(\.context).filter { $0 != .trace && $0 != .spans }
        var path = lists.map { JaegerLevel($0, isFirst: false) }
        if !split.isTrace, holdsTraces { path += [JaegerLevel(.trace, isFirst: false), JaegerLevel(.spans, isFirst: false)] }
        if let last = path.popLast() { path.append(JaegerLevel(last.context)) }
        return path
    }
}

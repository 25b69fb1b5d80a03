import TraceFormats
import TraceModel

/// An input that is read as it comes, and can be left and taken up again whenever it has nothing to give.
protocol InputReader: AnyObject {
    /// Reads to the end of what is there now.
    ///
    /// - Parameter isFinal: whether that is the end of the input; what is unfinished then stays so and is reported.
    /// - Throws: why nothing of it can be read.
    func readOn(isFinal: Bool) throws(InputError)

    /// Closes the input.
    func finish()
}

/// Reads a stream in windows that end between two spans.
///
/// A class because whoever follows a growing file keeps it.
final class StreamReader<Decoder: TraceDecoder & ~Copyable>: InputReader {
    private let stream: any ByteStream
    private let window: ByteWindow
    private var decoder: Decoder?
    private var intake: PieceIntake
    private var session: LoadSession { intake.session }
    private var helper: WindowHelper<Decoder>?
    private let limits: WindowLimits
    private var vainWindows = 0
    /// Whether a second thread reads along.
    var isShared: Bool { helper != nil }

    /// - Parameter size: how much will come, if that is known.
    init(_ stream: any ByteStream, size: Int? = nil, limits: WindowLimits = LoadLimits.windows, _ intake: PieceIntake) {
        self.stream = stream
        self.limits = limits
        self.intake = intake
        window = ByteWindow(capacity: min(limits.size, (size ?? .max - 1) + 1))
        let session = intake.session
        decoder = Decoder(window.bytes, writer: session.takeWriter(), resources: session.store.resources, source: intake.source)
    }

    func readOn(isFinal: Bool) throws(InputError) {
        guard var decoder = decoder.take() else { return }
        let failure: InputError?
        do throws(InputError) {
            try read(with: &decoder, isFinal: isFinal)
            failure = nil
        } catch {
            failure = error
        }
        // What a refused input left behind is dropped together with its writer.
        if let failure { throw failure }
        self.decoder = consume decoder
    }

    private func read(with decoder: inout Decoder, isFinal: Bool) throws(InputError) {
        var failure: InputError?
        while !session.isCancelled {
            do throws(InputError) { try window.fill(from: stream, beforeWaiting: session.reportBeforeWaiting) } catch {
                if session.isCancelled { return }
                failure = error
                window.isAtEnd = true
            }
            let isLast = window.isAtEnd && (isFinal || failure != nil)
            decoder.continueReading(window.bytes)
            let outcome = window.isAtEnd ? decoder.run(until: nil, isFinal: isLast) : readFullWindow(with: &decoder)
            let piece = decoder.takePiece()
            if outcome != .needsMore, window.isAtEnd {
                if let failure {
                    guard intake.spanCount(with: piece) > 0 else { throw failure }
                    intake.report(failure.diagnostic)
                }
                try intake.joinLast(piece, bytes: stream.bytesRead, text: window.isWhole ? window.bytes : nil)
                if isLast { return }
            } else {
                intake.join(piece, bytes: stream.bytesRead)
            }
            guard window.keep(from: decoder.resumeOffset) else {
                let tooLarge = Diagnostic(.elementTooLarge, at: Place(byteOffset: decoder.resumeOffset))
                if intake.joiner.spanCount == 0 { throw InputError(tooLarge.placed(in: intake.name)) }
                return intake.report(tooLarge)
            }
            if window.isAtEnd { return intake.updateSource() }
        }
    }

    /// Reads a window that is not the last one; the later half of a large one meanwhile on another thread, if there is a place to begin.
    private func readFullWindow(with decoder: inout Decoder) -> DecodeOutcome {
        let bytes = window.bytes, base = window.base, end = window.base + window.bytes.count
        guard bytes.count >= limits.shared, vainWindows < limits.vain else {
            return decoder.run(until: nil, isFinal: false)
        }
        let beginning = decoder.run(until: base + limits.beginning, isFinal: false)
        guard beginning == .stopped else { return beginning }
        let first = decoder.takePiece()
        intake.join(first, bytes: stream.bytesRead)
        var finder = Decoder.finder(inPart: bytes, from: base, after: first)
        guard let half = finder?.next(from: (first.endOffset + end) / 2, before: end),
            let helper = helper ?? WindowHelper(store: session.store, source: intake.source)
        else {
            vainWindows += 1
            return decoder.run(until: nil, isFinal: false)
        }
        helper.read(bytes, from: base, at: half)
        let outcome = decoder.run(until: half.offset, isFinal: false)
        let mine = decoder.takePiece()
        let theirs = helper.reading()
        intake.join(mine, bytes: stream.bytesRead)
        guard outcome == .stopped, half.follows(mine), let theirs else {
            // It was no place to begin: what was read from there is forgotten together with its rows.
            self.helper = nil
            vainWindows += 1
            return decoder.run(until: nil, isFinal: false)
        }
        self.helper = helper
        vainWindows = 0
        intake.join(theirs.piece, bytes: stream.bytesRead)
        decoder.restart(at: PieceStart(after: theirs.piece), in: bytes, from: base)
        return theirs.outcome
    }

    func finish() {
        intake.finish(bytes: stream.bytesRead, text: window.isWhole ? window.bytes : nil)
        if let decoder = decoder.take() { session.giveBack(decoder.releaseWriter()) }
    }
}

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

    /// - Parameter size: how much will come, if that is known.
    init(_ stream: any ByteStream, size: Int? = nil, _ intake: PieceIntake) {
        self.stream = stream
        self.intake = intake
        window = ByteWindow(capacity: min(4 << 20, (size ?? .max - 1) + 1))
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
            let outcome = decoder.run(until: nil, isFinal: isLast)
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

    func finish() {
        intake.finish(bytes: stream.bytesRead, text: window.isWhole ? window.bytes : nil)
        if let decoder = decoder.take() { session.giveBack(decoder.releaseWriter()) }
    }
}

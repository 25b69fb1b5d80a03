import Glibc
import TraceFormats
import TraceModel

/// A second decoder, on a thread of its own, for the later half of a window of a stream.
///
/// A class because its end has an effect: the thread ends.
final class WindowHelper<Decoder: TraceDecoder & ~Copyable> {
    /// What was read from a place on to the end of the window.
    struct Reading {
        let piece: DecodedPiece
        let outcome: DecodeOutcome
    }

    /// What the two threads hand each other.
    ///
    /// `@unchecked Sendable`: they take turns, and the semaphores say whose it is.
    private final class Exchange: @unchecked Sendable {
        var job: (start: PieceStart, bytes: UnsafeRawBufferPointer, base: Int)?
        var reading: Reading?
        let wanted = Arrivals()
        let done = Arrivals()
    }

    private let exchange = Exchange()
    private let thread: pthread_t

    /// Starts the thread; nil when the system has none to give.
    init?(store: SpanStore, source: SourceID) {
        let (exchange, strings, resources) = (exchange, store.strings, store.resources)
        let thread = SystemThread.startIfPossible {
            var decoder: Decoder?
            while true {
                exchange.wanted.wait()
                guard let (start, bytes, base) = exchange.job else { return }
                var own = decoder.take() ?? Decoder(bytes, writer: SpanWriter(strings: strings), resources: resources, source: source)
                own.restart(at: start, in: bytes, from: base)
                let outcome = own.run(until: nil, isFinal: false)
                exchange.reading = Reading(piece: own.takePiece(), outcome: outcome)
                decoder = consume own
                exchange.done.signal()
            }
        }
        guard let thread else { return nil }
        self.thread = thread
    }

    deinit {
        exchange.job = nil
        exchange.wanted.signal()
        pthread_join(thread, nil)
    }

    /// Begins to read at a place of a window, whose bytes stay where they are until ``reading()`` was called.
    ///
    /// What was read before must have been committed, or the helper be let go: it goes on in the same rows.
    func read(_ bytes: UnsafeRawBufferPointer, from base: Int, at start: PieceStart) {
        exchange.job = (start, bytes, base)
        exchange.wanted.signal()
    }

    /// What was read, once that is done.
    func reading() -> Reading? {
        exchange.done.wait()
        return exchange.reading.take()
    }
}

import TraceFormats
import TraceModel

/// What the one decoder of all JSON formats made of some bytes.
public struct JSONInput {
    /// The traces, assembled.
    public let snapshot: Snapshot
    /// Whether part of the input was lost: after a syntax error reading goes on at the next thing that looks like a span.
    public let isDamaged: Bool

    /// Reads bytes in windows of a size, as a stream would bring them.
    public init(_ bytes: [UInt8], window: Int) {
        let store = SpanStore()
        let source = store.addSource("fuzz")
        var joiner = PieceJoiner(resources: store.resources)
        Self.read(bytes, window: max(1, window), into: store, source) { joiner.join($0, into: store) }
        joiner.finish(into: store)
        isDamaged = joiner.diagnostics.entries.contains { $0.severity == .lost }
        snapshot = store.publish()
    }

    private static func read(
        _ bytes: [UInt8], window: Int, into store: SpanStore, _ source: SourceID, _ join: (DecodedPiece) -> Void
    ) {
        let padding = [UInt8](repeating: 0, count: 64)
        padding.withUnsafeBytes { nothing in
            var decoder = JSONTraceDecoder(
                UnsafeRawBufferPointer(rebasing: nothing[..<0]), writer: store.writer(), resources: store.resources, source: source)
            var end = 0
            var outcome = DecodeOutcome.needsMore
            while outcome == .needsMore || end < bytes.count {
                end = min(bytes.count, end + window)
                let part = bytes[decoder.resumeOffset..<end]
                (part + padding).withUnsafeBytes { readable in
                    decoder.continueReading(UnsafeRawBufferPointer(rebasing: readable[..<part.count]))
                    outcome = decoder.run(until: nil, isFinal: end == bytes.count)
                    join(decoder.takePiece())
                }
            }
        }
    }
}

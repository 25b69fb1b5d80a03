import TraceFormats
import TraceModel

/// What libFuzzer calls with each input: any bytes must be read without a trap, and undamaged JSON alike at once and in pieces.
///
/// After a syntax error reading goes on at the next thing that looks like a span, and a piece may end before that.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzJaeger(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
    guard let data, size > 1 else { return 0 }
    let bytes = Array(UnsafeBufferPointer(start: data + 1, count: size - 1))
    let whole = outcome(of: bytes, window: bytes.count)
    // Every fourth input is enough for that, and the others are read twice as fast.
    guard data[0] % 4 == 0 else { return 0 }
    let inPieces = outcome(of: bytes, window: Int(data[0] / 4) + 1)
    precondition(whole.isDamaged || whole.spans == inPieces.spans, "\(whole) at once, \(inPieces) in pieces")
    return 0
}

/// Reads bytes in windows as a stream would bring them, and assembles what was read.
private func outcome(of bytes: [UInt8], window: Int) -> (spans: Int, isDamaged: Bool) {
    let store = SpanStore()
    let source = store.addSource("fuzz")
    var joiner = PieceJoiner(resources: store.resources)
    read(bytes, window: window, into: store, source) { joiner.join($0, into: store) }
    joiner.finish(into: store)
    let isDamaged = joiner.diagnostics.entries.contains { $0.severity == .lost }
    return (store.publish().spanCount, isDamaged)
}

private func read(_ bytes: [UInt8], window: Int, into store: SpanStore, _ source: SourceID, _ join: (DecodedPiece) -> Void) {
    let padding = [UInt8](repeating: 0, count: 64)
    padding.withUnsafeBytes { nothing in
        var decoder = JSONTraceDecoder(
            UnsafeRawBufferPointer(rebasing: nothing[..<0]), writer: store.writer(), resources: store.resources, source: source)
        var end = 0
        var outcome = DecodeOutcome.needsMore
        while outcome == .needsMore {
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

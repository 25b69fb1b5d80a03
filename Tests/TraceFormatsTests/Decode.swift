import TestSupport
import TraceModel

@testable import TraceFormats

/// Bytes followed by the zeros that decoders may read.
func padded(_ bytes: [UInt8]) -> [UInt8] { bytes + Array(repeating: 0, count: 64) }

/// What reading a text gives.
struct Decoded {
    let snapshot: Snapshot
    let diagnostics: [Diagnostic]
    let refusal: Diagnostic?

    var codes: [DiagnosticCode] { diagnostics.map(\.code) }
    var trace: Trace { snapshot[snapshot.traces[0]] }
    /// Spans of the first trace by name.
    func span(_ name: String) -> Span? {
        (0..<trace.spanCount).map { trace.span(at: $0) }.first { $0.name == name }
    }
}

/// Reads a text at once.
func decode(_ text: String) -> Decoded { decode(Array(text.utf8)) }

/// Reads bytes at once, or in windows of the sizes given, as a stream would come.
func decode(_ bytes: [UInt8], windows: [Int] = []) -> Decoded {
    let store = SpanStore()
    let source = store.addSource("test")
    var joiner = PieceJoiner(resources: store.resources)
    var refusal: Diagnostic?
    if windows.isEmpty {
        padded(bytes).withUnsafeBytes { buffer in
            var decoder = JSONTraceDecoder(
                UnsafeRawBufferPointer(rebasing: buffer[..<bytes.count]), writer: store.writer(), resources: store.resources, source: source
            )
            _ = decoder.run()
            let piece = decoder.takePiece()
            refusal = joiner.refusal(endingWith: piece)
            joiner.join(piece, into: store)
        }
    } else {
        decodeStream(bytes, windows, store, source) { joiner.join($0, into: store) }
    }
    joiner.finish(into: store)
    return Decoded(snapshot: store.publish(), diagnostics: joiner.diagnostics.entries, refusal: refusal)
}

private func decodeStream(_ bytes: [UInt8], _ windows: [Int], _ store: SpanStore, _ source: SourceID, _ join: (DecodedPiece) -> Void) {
    let empty = padded([])
    empty.withUnsafeBytes { nothing in
        var decoder = JSONTraceDecoder(
            UnsafeRawBufferPointer(rebasing: nothing[..<0]), writer: store.writer(), resources: store.resources, source: source)
        var end = 0, round = 0
        var outcome = DecodeOutcome.needsMore
        while outcome == .needsMore || end < bytes.count {
            end = min(bytes.count, end + windows[round % windows.count])
            round += 1
            padded(Array(bytes[decoder.resumeOffset..<end])).withUnsafeBytes { window in
                decoder.continueReading(UnsafeRawBufferPointer(rebasing: window[..<(window.count - 64)]))
                outcome = decoder.run(until: nil, isFinal: end == bytes.count)
                join(decoder.takePiece())
            }
        }
    }
}

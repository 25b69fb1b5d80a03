import TestSupport
import TraceModel

@testable import TraceFormats

/// Reads OTLP protobuf at once, or in windows of the sizes given, as a stream would come.
func decodeProtobuf(_ bytes: [UInt8], windows: [Int] = []) -> Decoded {
    let store = SpanStore()
    let source = store.addSource("test")
    var joiner = PieceJoiner(resources: store.resources)
    var refusal: Diagnostic?
    let nothing = padded([])
    nothing.withUnsafeBytes { nothing in
        var decoder = OTLPProtobufDecoder(
            UnsafeRawBufferPointer(rebasing: nothing[..<0]), writer: store.writer(), resources: store.resources, source: source)
        var end = 0, round = 0
        var outcome = DecodeOutcome.needsMore
        while outcome == .needsMore {
            end = windows.isEmpty ? bytes.count : min(bytes.count, end + windows[round % windows.count])
            round += 1
            padded(Array(bytes[decoder.resumeOffset..<end])).withUnsafeBytes { window in
                decoder.continueReading(UnsafeRawBufferPointer(rebasing: window[..<(window.count - 64)]))
                outcome = decoder.run(until: nil, isFinal: end == bytes.count)
                let piece = decoder.takePiece()
                if outcome == .finished { refusal = joiner.refusal(endingWith: piece) }
                joiner.join(piece, into: store)
            }
        }
    }
    joiner.finish(into: store)
    return Decoded(snapshot: store.publish(), diagnostics: joiner.diagnostics.entries, refusal: refusal)
}

/// Reads OTLP protobuf in pieces of about this many bytes, each by a decoder of its own, as workers do.
func decodeProtobuf(_ bytes: [UInt8], piece: Int) -> (decoded: Decoded, pieces: Int) {
    let store = SpanStore()
    let source = store.addSource("test")
    var joiner = PieceJoiner(resources: store.resources)
    var pieces = 1
    padded(bytes).withUnsafeBytes { memory in
        let text = UnsafeRawBufferPointer(rebasing: memory[..<bytes.count])
        var decoder = OTLPProtobufDecoder(text, writer: store.writer(), resources: store.resources, source: source)
        var outcome = decoder.run(until: piece, isFinal: true)
        var last = decoder.takePiece()
        joiner.join(last, into: store)
        var finder = OTLPProtobufDecoder.finder(in: text, after: last)
        while outcome == .stopped {
            pieces += 1
            let next = finder.next(from: last.endOffset + piece, before: bytes.count)
            var decoder = OTLPProtobufDecoder(text, writer: store.writer(), resources: store.resources, source: source)
            decoder.restart(at: PieceStart(after: last))
            outcome = decoder.run(until: next?.offset, isFinal: true)
            last = decoder.takePiece()
            joiner.join(last, into: store)
            if let next { precondition(next.follows(last), "the next piece begins where this one ends") }
        }
    }
    joiner.finish(into: store)
    return (Decoded(snapshot: store.publish(), diagnostics: joiner.diagnostics.entries, refusal: nil), pieces)
}

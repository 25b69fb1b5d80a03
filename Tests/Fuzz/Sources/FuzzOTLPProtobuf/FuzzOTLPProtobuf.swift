import TraceFormats
import TraceModel

/// What libFuzzer calls with each input: any bytes must be read without a trap, alike at once and in windows, and what was
/// sound must be as many spans when it is written and read again.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOTLPProtobuf(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
    guard let data, size > 1 else { return 0 }
    let bytes = Array(UnsafeBufferPointer(start: data + 1, count: size - 1))
    let whole = read(bytes, window: bytes.count)
    // Every fourth input is enough for the rest, and the others are read faster.
    guard data[0] % 4 == 0 else { return 0 }
    let inWindows = read(bytes, window: Int(data[0]) * 2 + 9)
    let spans = whole.snapshot.spanCount
    precondition(spans == inWindows.snapshot.spanCount, "\(spans) spans at once, \(inWindows.snapshot.spanCount) in windows")
    precondition(whole.findings == inWindows.findings, "\(whole.findings.entries) at once, \(inWindows.findings.entries) in windows")
    if whole.findings.entries.allSatisfy({ $0.severity == .note }) {
        let again = read(OTLPProtobufEncoder.bytes(of: whole.snapshot), window: .max)
        precondition(spans == again.snapshot.spanCount, "\(spans) spans were written, \(again.snapshot.spanCount) read again")
    }
    return 0
}

/// Reads bytes in windows as a stream would bring them, and assembles what was read.
private func read(_ bytes: [UInt8], window: Int) -> (snapshot: Snapshot, findings: DiagnosticList) {
    let store = SpanStore()
    var joiner = PieceJoiner(resources: store.resources)
    let padding = [UInt8](repeating: 0, count: 64)
    (bytes + padding).withUnsafeBytes { memory in
        let all = UnsafeRawBufferPointer(rebasing: memory[..<bytes.count])
        _ = OTLPProtobufDecoder.recognises(head: all, size: bytes.count)
        var decoder = OTLPProtobufDecoder(
            UnsafeRawBufferPointer(rebasing: all[..<0]), writer: store.writer(), resources: store.resources, source: store.addSource("fuzz")
        )
        var end = 0
        var outcome = DecodeOutcome.needsMore
        while outcome == .needsMore {
            end = window < bytes.count - end ? end + window : bytes.count
            // A copy of its own, so that reading beyond its padding is seen.
            let part = Array(bytes[decoder.resumeOffset..<end])
            (part + padding).withUnsafeBytes { readable in
                decoder.continueReading(UnsafeRawBufferPointer(rebasing: readable[..<part.count]))
                outcome = decoder.run(until: nil, isFinal: end == bytes.count)
                joiner.join(decoder.takePiece(), into: store)
            }
        }
    }
    joiner.finish(into: store)
    return (store.publish(), joiner.diagnostics)
}

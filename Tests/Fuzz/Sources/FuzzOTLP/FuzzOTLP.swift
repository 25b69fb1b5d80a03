import FuzzSupport
import TraceFormats
import TraceModel

/// What libFuzzer calls with each input: any bytes must be read without a trap, alike at once and in pieces unless damaged, and
/// whatever was read must be written as OTLP JSON and be read again span by span.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOTLP(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
    guard let data, size > 1 else { return 0 }
    let bytes = Array(UnsafeBufferPointer(start: data + 1, count: size - 1))
    let whole = JSONInput(bytes, window: bytes.count)
    switch data[0] % 4 {
    case 0:
        let inPieces = JSONInput(bytes, window: Int(data[0] / 4) + 1)
        let spans = (whole.snapshot.spanCount, inPieces.snapshot.spanCount)
        precondition(whole.isDamaged || spans.0 == spans.1, "\(spans.0) spans at once, \(spans.1) in pieces")
    case 1:
        let text = OTLPJSONEncoder.text(of: whole.snapshot)
        let again = JSONInput(text, window: text.count)
        let spans = (whole.snapshot.spanCount, again.snapshot.spanCount)
        precondition(!again.isDamaged && spans.0 == spans.1, "\(spans.0) spans written, \(spans.1) read")
    default: break
    }
    return 0
}

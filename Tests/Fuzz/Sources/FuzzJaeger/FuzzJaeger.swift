import FuzzSupport
import TraceModel

/// What libFuzzer calls with each input: any bytes must be read without a trap, and undamaged JSON alike at once and in pieces.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzJaeger(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
    guard let data, size > 1 else { return 0 }
    let bytes = Array(UnsafeBufferPointer(start: data + 1, count: size - 1))
    let whole = JSONInput(bytes, window: bytes.count)
    // Every fourth input is enough for that, and the others are read twice as fast.
    guard data[0] % 4 == 0 else { return 0 }
    let inPieces = JSONInput(bytes, window: Int(data[0] / 4) + 1)
    let spans = (whole.snapshot.spanCount, inPieces.snapshot.spanCount)
    precondition(whole.isDamaged || spans.0 == spans.1, "\(spans.0) spans at once, \(spans.1) in pieces")
    return 0
}

/// Packs data that comes piece by piece.
///
/// Classes, because the C libraries behind them keep the address of their state.
public protocol Deflater: AnyObject {
    /// Packs all of `input`, and with `isLast` ends what was begun.
    ///
    /// - Parameters:
    ///   - isLast: nothing follows; no call may come after it.
    ///   - sink: takes what is packed; a piece is only valid during the call.
    /// - Throws: what the sink throws, or ``DeflateFailure``.
    func deflate(_ input: UnsafeRawBufferPointer, isLast: Bool, sink: (UnsafeRawBufferPointer) throws -> Void) throws
}

/// A compression library that cannot go on: it has no memory.
public struct DeflateFailure: Error, Equatable, Sendable {
    /// States it.
    public init() {}
}

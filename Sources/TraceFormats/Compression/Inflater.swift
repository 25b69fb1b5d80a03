/// Unpacks data that comes piece by piece; several packed parts in a row are one text.
///
/// Classes, because the C libraries behind them keep the address of their state.
public protocol Inflater: AnyObject {
    /// Whether the data may end here: before, between and after its parts, not inside of one.
    var isBetweenParts: Bool { get }

    /// Inflates from `input` to `output` until one of them is used up or a part ends.
    ///
    /// Output may be held back when `output` is full: call again with the rest of the input, even if that is empty.
    func inflate(_ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer) throws(InflateFailure) -> InflateProgress
}

/// What one call of an inflater did.
public struct InflateProgress: Equatable, Sendable {
    /// Bytes taken from the input.
    public var consumed: Int
    /// Bytes written to the output.
    public var produced: Int

    /// States what was done.
    public init(consumed: Int, produced: Int) {
        self.consumed = consumed
        self.produced = produced
    }
}

/// Why an inflater gives no more.
public enum InflateFailure: Error, Equatable, Sendable {
    /// The data is damaged.
    case corrupt
    /// Inflating would need more memory than is given to it.
    case windowTooLarge
}

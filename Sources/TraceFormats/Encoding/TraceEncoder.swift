import TraceModel

/// Writes traces in one format, piece by piece, into the sink it was made with.
///
/// Several snapshots make one document. An encoder that is not told to ``finish()`` leaves an unfinished one.
public protocol TraceEncoder: ~Copyable {
    /// What the format could not carry so far, and what was masked.
    var losses: [ConversionLoss] { get }

    /// Writes every trace of a snapshot, or those given.
    ///
    /// - Throws: what the sink throws.
    /// - Complexity: O(spans), and O(spans · log) for traces whose spans do not stand in the order they were read
    mutating func encode(_ snapshot: Snapshot, traces: [TraceRow]?) throws

    /// Ends the document.
    ///
    /// - Throws: what the sink throws.
    mutating func finish() throws
}

/// A row of the span table: which chunk in the upper half, which row of it in the lower.
///
/// Rows are numbered in input order. A chunk need not be full, so row numbers have gaps.
public struct SpanRow: Hashable, Sendable, Comparable, BitwiseCopyable {
    /// Chunk number × 65,536 + row within the chunk.
    public let rawValue: UInt32

    /// Names a row by its number.
    @inlinable public init(rawValue: UInt32) { self.rawValue = rawValue }

    /// Names a row of a chunk.
    @inlinable public init(chunk: Int, offset: Int) { rawValue = UInt32(truncatingIfNeeded: chunk << 16 | offset) }

    /// The chunk's number.
    @inlinable public var chunk: Int { Int(rawValue >> 16) }
    /// The row within the chunk.
    @inlinable public var offset: Int { Int(rawValue & 0xffff) }

    /// Input order.
    @inlinable public static func < (a: SpanRow, b: SpanRow) -> Bool { a.rawValue < b.rawValue }
}

/// A row of the trace table.
public struct TraceRow: Hashable, Sendable, BitwiseCopyable {
    /// The row number.
    public let rawValue: UInt32

    /// Names a row by its number.
    @inlinable public init(_ rawValue: UInt32) { self.rawValue = rawValue }
}

/// A row of the resource table.
public struct ResourceID: Hashable, Sendable, BitwiseCopyable {
    /// The row number.
    public let rawValue: UInt32

    /// Names a row by its number.
    @inlinable public init(_ rawValue: UInt32) { self.rawValue = rawValue }
}

/// Which input a span was read from: an index into ``Snapshot/sources``.
public struct SourceID: Hashable, Sendable, BitwiseCopyable {
    /// The index; at most 2²⁰ − 1.
    public let rawValue: UInt32

    /// Names a source by its index.
    @inlinable public init(_ rawValue: UInt32) { self.rawValue = rawValue }
}

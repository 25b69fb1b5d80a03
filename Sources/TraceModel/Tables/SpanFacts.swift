/// What a span says of itself in a word: kind, status, error, oddities met while reading, source.
///
/// One 32-bit column: kind in bits 0-2, status in 3-4, one bit a fact in 5-13, the source in 14-31.
public struct SpanFacts: Sendable, Equatable, BitwiseCopyable {
    var bits: UInt32

    /// A span of unspecified kind and unset status from `source`.
    @inlinable public init(source: SourceID) { self.init(bits: source.rawValue << Self.sourceShift) }

    @usableFromInline init(bits: UInt32) { self.bits = bits }

    @usableFromInline static let sourceShift: UInt32 = 14
    /// Sources that can be told apart.
    public static let sourceLimit = 1 << 18

    /// The role the span plays in a call.
    public var kind: SpanKind {
        get { SpanKind(rawValue: UInt8(truncatingIfNeeded: bits & 7)) ?? .unspecified }
        set { bits = bits & ~7 | UInt32(newValue.rawValue) }
    }

    /// What the span says about its outcome.
    public var status: SpanStatus {
        get { SpanStatus(rawValue: UInt8(truncatingIfNeeded: bits >> 3 & 3)) ?? .unset }
        set { bits = bits & ~0x18 | UInt32(newValue.rawValue) << 3 }
    }

    /// Where the span was read from.
    public var source: SourceID { SourceID(bits >> Self.sourceShift) }

    /// An error by its format's rule (analysis definitions: Jaeger's `error` tag or `otel.status_code`).
    public var isError: Bool {
        get { self[5] }
        set { self[5] = newValue }
    }
    /// No start was given; the start column holds 0.
    public var lacksStart: Bool {
        get { self[6] }
        set { self[6] = newValue }
    }
    /// No duration was given; the duration column holds 0.
    public var lacksDuration: Bool {
        get { self[7] }
        set { self[7] = newValue }
    }
    /// The links table has rows for this span.
    public var hasLinks: Bool {
        get { self[8] }
        set { self[8] = newValue }
    }
    /// The warnings table has rows for this span.
    public var hasWarnings: Bool {
        get { self[9] }
        set { self[9] = newValue }
    }
    /// The id was not plain hex: its text is in ``Snapshot`` under the id's number.
    ///
    /// Also set when there was no id.
    public var hasTextID: Bool {
        get { self[10] }
        set { self[10] = newValue }
    }
    /// The parent's id was not plain hex.
    public var hasTextParentID: Bool {
        get { self[11] }
        set { self[11] = newValue }
    }

    /// The server's half of a call whose client recorded its own half under the same id (Zipkin's `shared`).
    public var isShared: Bool {
        get { self[12] }
        set { self[12] = newValue }
    }
    /// A span of this id may have been reported in several pieces, which are shown as one (Zipkin).
    public var mayBePiece: Bool {
        get { self[13] }
        set { self[13] = newValue }
    }

    /// The same, said to come from another source.
    func from(_ source: SourceID) -> SpanFacts { SpanFacts(bits: bits & (1 << Self.sourceShift - 1) | source.rawValue << Self.sourceShift) }

    private subscript(bit: UInt32) -> Bool {
        get { bits >> bit & 1 == 1 }
        set { bits = newValue ? bits | 1 << bit : bits & ~(1 << bit) }
    }
}

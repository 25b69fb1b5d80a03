/// Bounds on what OTLP protobuf may hold.
public enum OTLPLimits {
    /// Bytes of a ResourceSpans or ScopeSpans in which its resource, scope and schema URL must stand.
    ///
    /// A message no longer than this may have them behind its spans; in a longer one what stands later comes too late.
    public static let lookAhead = 2 << 20
    /// Bytes of one span; a longer one is stepped over.
    public static let span = 128 << 20
}

/// Bounds on what OTLP protobuf may hold.
public enum OTLPLimits {
    /// Bytes of one span; a longer one is stepped over.
    public static let span = 128 << 20
}

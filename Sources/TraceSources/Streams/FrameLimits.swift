/// How long the messages of a framed file may be.
struct FrameLimits: Sendable {
    /// Bytes of a message as it is stored.
    var stored: Int
    /// Bytes of a message unpacked.
    var unpacked: Int
    /// How much all of them may grow.
    var inflation: InflationLimits
}

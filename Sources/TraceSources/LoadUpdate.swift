import TraceModel

/// News from a load that goes on.
public struct LoadUpdate: Sendable {
    /// How far it has come.
    public let progress: LoadProgress
    /// All spans that can be shown by now, when they are more than the last time.
    public let snapshot: Snapshot?
}

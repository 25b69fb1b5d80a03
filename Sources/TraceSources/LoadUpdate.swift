import TraceModel

/// News from a load that goes on.
public struct LoadUpdate: Sendable {
    /// How far it has come.
    public let progress: LoadProgress
    /// All spans that can be shown by now, when they are more than the last time.
    public let snapshot: Snapshot?
}

/// Bounds on what is read.
public enum LoadLimits {
    /// Files below this are read into memory instead of mapped, in bytes.
    public static let smallFile = 1 << 20
    /// One span or trace header of a stream may take this many bytes; beyond it the rest is lost.
    public static let streamElement = 256 << 20
    /// How much text one worker decodes at a time, in bytes.
    static let piece = 8 << 20
    /// How much is decoded before anything is shown, in bytes.
    static let firstPiece = 1 << 18
    /// Least time between two snapshots while loading.
    static let publishInterval = Duration.milliseconds(250)
    /// Least time between two reports of progress.
    static let reportInterval = Duration.milliseconds(50)
}

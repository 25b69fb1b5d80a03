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
    /// How much of a stream is decoded at a time, and what of it two threads share.
    static let windows = WindowLimits(size: 4 << 20, shared: 2 << 20, beginning: 1 << 16, vain: 4)
    /// Least time between two snapshots while loading.
    static let publishInterval = Duration.milliseconds(250)
    /// Least time between two reports of progress.
    static let reportInterval = Duration.milliseconds(50)
    /// How far packed input may grow.
    ///
    /// - 64 GiB in all: some 100 million spans, more than fit into memory, and a few minutes of work.
    /// - 128 MiB whatever the ratio: a fraction of a second, and less than one element of a stream may take.
    /// - Beyond that 250 bytes for one of the file. Of the 500 to 2,000 bytes that a span takes as text, its ids and times are some ten that
    ///   do not pack: real traces stay below 100, while a bomb needs the 1,000 of gzip or the more of zstd to be one.
    static let inflation = InflationLimits(size: 64 << 30, free: 128 << 20, ratio: 250)
    /// How long the messages of a framed file may be: the collector sends a few megabytes at most, and one is held in memory as a whole.
    static let frames = FrameLimits(stored: 128 << 20, unpacked: 256 << 20, inflation: inflation)
    /// How many times an input may be packed over: a `.gz` of a `.zst` is a mistake that happens, more is no accident.
    static let packings = 2
}

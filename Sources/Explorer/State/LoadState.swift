import TraceModel

/// How loading goes.
struct LoadState: Equatable, Sendable {
    /// The latest word of it; nil before the first.
    var progress: LoadProgress?
    /// Whether anything is being read.
    var isLoading = true
    /// Whether everything there was has been read, and what comes is waited for.
    var isFollowing = false
    /// Whether what is being read replaces what is shown.
    var isReload = false
    /// Why nothing could be read.
    var failure: String?
    /// What was skipped, mended or odd in what is shown.
    var findings = Findings(.empty)
    /// The names of the sources, as they were given.
    var sourceNames: [String] = []
}

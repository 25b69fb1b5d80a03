import TraceModel

/// How loading goes.
struct LoadState: Equatable, Sendable {
    /// The latest word of it; nil before the first.
    var progress: LoadProgress?
    /// Whether anything is being read.
    var isLoading = true
    /// Whether what is being read replaces what is shown.
    var isReload = false
    /// Whether the user stopped it.
    var isStopped = false
    /// The names of the sources, as they were given.
    var sourceNames: [String] = []
}

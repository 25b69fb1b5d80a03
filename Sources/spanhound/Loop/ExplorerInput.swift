import Explorer
import TraceSources

/// What the explorer is opened on.
enum ExplorerInput: Sendable {
    /// Files alone.
    case files([String], follows: Bool)
    /// Servers, and perhaps files too.
    case servers(SourceSet, LiveSettings)

    /// The sources as they may be shown.
    var names: [String] {
        switch self {
        case .files(let paths, _): paths
        case .servers(let set, _): set.servers.map(\.name) + set.paths
        }
    }

    /// The servers, for the explorer's state.
    var live: LiveSettings? {
        if case .servers(_, let settings) = self { settings } else { nil }
    }
}

import CCurl

/// Open connections to a server, which go from one transfer to the next.
///
/// A class because libcurl's handle stands for one place in memory. `@unchecked Sendable`: it moves between threads as a whole, and one
/// at a time uses it.
final class HTTPConnections: @unchecked Sendable {
    let multi: UnsafeMutableRawPointer
    /// Whether a reply has ever begun to come: the server speaks HTTP as we do then.
    var hasServed = false

    /// Nil when there is no memory.
    init?() {
        guard let multi = cc_multi_new() else { return nil }
        self.multi = multi
    }

    deinit { cc_multi_free(multi) }
}

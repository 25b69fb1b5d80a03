/// Who calls whom, and how often, as a server reckons it.
public struct ServerDependency: Hashable, Sendable, Decodable, Comparable {
    /// The caller's service.
    public let parent: String
    /// The callee's service; the caller's own where calls within a service are counted.
    public let child: String
    /// How many calls.
    public let callCount: Int

    /// States a dependency.
    public init(parent: String, child: String, callCount: Int) {
        self.parent = parent
        self.child = child
        self.callCount = callCount
    }

    /// By caller, then by callee.
    public static func < (a: ServerDependency, b: ServerDependency) -> Bool { (a.parent, a.child) < (b.parent, b.child) }
}

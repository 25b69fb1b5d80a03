/// What can be wrong with a trace.
enum Defect: String, CaseIterable {
    /// A span was never sent; its children name a parent that nobody has.
    case orphans
    /// Three spans are each other's ancestors.
    case cycle
    /// A span names itself as its parent.
    case selfParent = "self-parent"
    /// Two different spans share an id.
    case duplicateIDs = "duplicate-ids"
    /// A span was sent twice.
    case repeatedSpan = "repeated-span"
    /// Context was lost on the way: three roots.
    case severalRoots = "several-roots"
    /// Spans name a process that the file does not describe.
    case missingProcess = "missing-process"
    /// A span starts in 1970, another tells neither start nor duration.
    case zeroStart = "zero-start"
    /// A clock was set back while a span was open.
    case negativeDuration = "negative-duration"
    /// A host's clock is a second ahead, another's is late.
    case outsideParent = "outside-parent"
    /// Spans refer to other traces, and to two parents.
    case foreignReferences = "foreign-references"
    /// Ids that are no hex numbers.
    case oddIDs = "odd-ids"
    /// The root is missing.
    case noRoot = "no-root"
    /// The root is its own grandchild's child.
    case rootInCycle = "root-in-cycle"
    /// Names that are empty, or that would take over a careless terminal.
    case hostileNames = "hostile-names"
    /// The collector had something to say.
    case warnings
}

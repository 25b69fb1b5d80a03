import Terminal
import TraceModel

/// Something that happened: the only thing that changes the state.
public enum Action: Sendable {
    /// A key was pressed.
    case key(Key)
    /// Text was pasted.
    case pasted(String)
    /// The mouse was used.
    case mouse(MouseEvent)
    /// A key or the palette asked for something.
    case command(Command)
    /// The terminal has another size.
    case resized(Size)
    /// Reading of sources with these names began; `isReload` keeps what is shown until it has ended.
    case loadStarted(sources: [String], isReload: Bool)
    /// Reading has come so far; there may be nothing new to show.
    case progressed(LoadProgress)
    /// A snapshot was published; the progress tells whether it is the last.
    case loaded(Snapshot, LoadProgress)
    /// Nothing could be read.
    case loadFailed(InputError)
    /// A background computation has ended.
    case computed(ComputeResult)
    /// Text was handed to the clipboard; `way` says how: `OSC 52`.
    case copied(what: String, way: String)
    /// Servers answered with traces; the snapshot holds all traces by now.
    case answered(Snapshot, LoadProgress)
    /// Servers named their services, in order.
    case servicesListed([String])
    /// Servers named what a service does.
    case operationsListed(service: String, [String])
    /// A question to the servers was answered, or will not be.
    case questionEnded(QuestionEnding)
    /// So many milliseconds have gone by since the servers were asked.
    case waited(milliseconds: Int)
    /// The time between two searches that nobody asks for has gone by.
    case refreshDue
    /// Something could not be done; the text says what, and what to do.
    case refused(String)
    /// The runner has something to say.
    case reported(String)
}

/// How a question to the servers ended.
public struct QuestionEnding: Sendable {
    /// Which question.
    public let ticket: Int
    /// Why servers did not answer; empty when all did.
    public let failures: [InputError]
    /// Whether a server had more than it was asked for.
    public let isCut: Bool

    /// States how a question ended.
    public init(ticket: Int, failures: [InputError] = [], isCut: Bool = false) {
        self.ticket = ticket
        self.failures = failures
        self.isCut = isCut
    }
}

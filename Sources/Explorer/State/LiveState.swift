import TraceModel
import TraceQuery

/// Servers among the sources: who they are, and how far a search reaches unless the user says otherwise.
public struct LiveSettings: Equatable, Sendable {
    /// Their addresses as they may be shown.
    public var servers: [String]
    /// At most so many traces of each server, and of each service where they are asked one by one.
    public var limit: Int
    /// How far back to look, in nanoseconds.
    public var lookback: Int64

    /// States who is asked.
    public init(servers: [String], limit: Int, lookback: Int64) {
        self.servers = servers
        self.limit = limit
        self.lookback = lookback
    }
}

/// Something that servers are asked for.
public enum Question: Equatable, Sendable {
    /// Which services there are.
    case services
    /// What a service does.
    case operations(service: String)
    /// Traces; `isExhaustive` goes on after the server's limit until all are there.
    case search(TraceFilter, limit: Int, isExhaustive: Bool)
    /// Traces of any service, to begin with; where services have to be asked one by one, only if they are few.
    case recent(limit: Int)
    /// A whole trace by its id.
    case trace(id: String)

    /// Whether an answer to `other` is of no use any more once this is asked.
    public func replaces(_ other: Question) -> Bool {
        switch (self, other) {
        case (.services, .services), (.search, .search), (.search, .recent), (.recent, .search), (.recent, .recent), (.trace, .trace),
            (.operations, .operations):
            true
        default: false
        }
    }
}

/// What servers are being asked, and what became of it.
struct LiveState: Equatable, Sendable {
    /// A question on its way.
    struct Asked: Equatable, Sendable {
        let ticket: Int
        let question: Question
    }

    var settings: LiveSettings
    /// Traces asked for at most.
    var limit: Int
    /// The names of all services that the servers know, in order; nil before the first answer.
    var services: [String]?
    var asked: [Asked] = []
    private var lastTicket = 0
    /// How long the oldest question on its way has taken, in milliseconds.
    var waitedMilliseconds = 0
    /// The filter of the latest search; nil before the first.
    var searched: TraceFilter?
    /// Whether the server had more than it was asked for.
    var isCut = false
    /// Why the latest search was not answered; what was there before is still shown.
    var failure: String?
    /// Seconds between two searches that nobody asks for; nil for none.
    var refreshSeconds: Int?

    init(_ settings: LiveSettings) {
        self.settings = settings
        limit = settings.limit
    }

    /// Whether a search is on its way.
    var isSearching: Bool { asked.contains { Question.recent(limit: 1).replaces($0.question) } }
    /// Whether a trace is on its way.
    var isFetching: Bool { asked.contains { if case .trace = $0.question { true } else { false } } }

    /// Takes note that something is asked.
    ///
    /// - Returns: the number by which its answer will be known.
    mutating func ask(_ question: Question) -> Int {
        if asked.isEmpty { waitedMilliseconds = 0 }
        asked.removeAll { question.replaces($0.question) }
        lastTicket += 1
        asked.append(Asked(ticket: lastTicket, question: question))
        return lastTicket
    }

    /// Takes a question off the list; nil when it is not waited for any more.
    mutating func end(_ ticket: Int) -> Question? {
        guard let index = asked.firstIndex(where: { $0.ticket == ticket }) else { return nil }
        return asked.remove(at: index).question
    }

    /// The steps of ``refreshSeconds``.
    static let refreshSteps = [5, 15, 60]
}

extension ExplorerState {
    /// Whether servers are being asked, so that the host tells how time passes: ``Action/waited(milliseconds:)``.
    public var isAsking: Bool { live?.asked.isEmpty == false }
    /// Seconds after which the host has to say ``Action/refreshDue``; nil for never.
    public var refreshSeconds: Int? { live?.refreshSeconds }
}

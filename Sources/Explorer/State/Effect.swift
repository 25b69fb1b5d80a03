import TraceModel

/// Work outside the state, which the executable does; its results come back as actions.
public enum Effect: Equatable, Sendable {
    /// To be run in the background by ``ComputeEffect/perform()``; a new one of the same lane makes the one before useless.
    case compute(ComputeEffect)
    /// Read all sources again; answers with ``Action/loadStarted(sources:isReload:)`` and what follows it.
    case reload
    /// Stop reading and publish what was read, as the last snapshot.
    case stopLoading
    /// Ask the servers; answers with ``Action/answered(_:_:)`` and the like, and in the end with ``Action/questionEnded(_:)``.
    ///
    /// An earlier question of the same kind is given up.
    case ask(Question, ticket: Int)
    /// Keep a trace that servers have answered with for the time when they do not, because it is looked at.
    case keep(TraceID)
    /// Give up everything that servers are being asked.
    case cancelQuestions
    /// Write traces to a file; answers with ``Action/reported(_:)`` or ``Action/refused(_:)``.
    case save(SaveRequest)
    /// Put text into the clipboard; answers with ``Action/copied(what:way:)``, where `what` names the text.
    case copy(String, what: String)
    /// Draw everything anew.
    case redraw
    /// Stop the process as Ctrl-Z does.
    case suspend
    /// Leave the program.
    case quit
}

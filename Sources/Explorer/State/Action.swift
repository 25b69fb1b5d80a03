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
    /// The runner has something to say.
    case reported(String)
}

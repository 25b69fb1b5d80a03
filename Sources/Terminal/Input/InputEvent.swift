/// What a user did, as the terminal told it.
public enum InputEvent: Hashable, Sendable {
    /// A key was pressed.
    case key(Key)
    /// Text was pasted, with its line breaks as line feeds.
    case paste(String)
    /// The mouse was used.
    case mouse(MouseEvent)
}

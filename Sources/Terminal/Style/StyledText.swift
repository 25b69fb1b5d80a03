/// A piece of text in one style; a line of several styles is an array of these.
public struct StyledText: Hashable, Sendable {
    /// What to draw.
    public var text: String
    /// How it looks.
    public var style: Style

    /// A piece of text in a style.
    public init(_ text: String, _ style: Style = .plain) {
        self.text = text
        self.style = style
    }
}

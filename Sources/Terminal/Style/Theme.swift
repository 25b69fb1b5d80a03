/// What styles mean on a screen with so many colours.
///
/// Panes name a meaning; only this type knows a colour.
///
/// The background is never painted, so that light and dark terminals are both right; the colours of the palette of 256 were chosen to stand
/// out on white and on black alike. Nothing may be told by colour alone: each meaning has a shape or a word beside it.
public struct Theme: Hashable, Sendable {
    /// How many colours the theme makes use of.
    public let depth: ColorDepth

    /// The theme for a number of colours.
    public init(depth: ColorDepth) { self.depth = depth }

    /// Ordinary text.
    public var text: Style { .plain }
    /// What matters less: units, guides, counts, labels.
    public var faint: Style { depth == .full ? color(243) : Style(attributes: .dim) }
    /// What is named or counted here: titles, column headings.
    public var header: Style { Style(attributes: .bold) }
    /// The selected row, where the keys go.
    public var selected: Style { Style(attributes: .reverse) }
    /// The selected row of a pane to which the keys do not go.
    public var selectedElsewhere: Style { Style(attributes: [.underline, .bold]) }
    /// Failed spans and what has gone wrong; beside it stands a sign.
    public var error: Style { color(196, plain: 1).adding(.bold) }
    /// What deserves a look: incomplete, odd, slow; beside it stands a sign.
    public var warning: Style { color(166, plain: 3) }
    /// What went well; beside it stands a sign or a word.
    public var success: Style { color(28, plain: 2) }
    /// The pane that has the focus, keys in the footer, links: what one can act upon.
    public var accent: Style { color(32, plain: 6).adding(.bold) }
    /// Text that a search found.
    public var match: Style { color(32, plain: 6).adding([.bold, .underline]) }
    /// The critical path; it has a line of its own beside it.
    public var critical: Style { color(162, plain: 5).adding(.bold) }
    /// A value: a string, a number, anything that came from a trace.
    public var value: Style { color(30, plain: 6) }

    private func color(_ index: UInt8, plain: UInt8 = 7) -> Style {
        switch depth {
        case .none: .plain
        case .eight, .sixteen: Style(foreground: .palette(plain))
        case .full: Style(foreground: .palette(index))
        }
    }
}

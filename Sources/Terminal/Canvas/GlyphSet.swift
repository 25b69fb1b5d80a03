/// The shapes a screen can show.
///
/// Views name what they want; the set knows how to say it with the characters there are.
public struct GlyphSet: Hashable, Sendable {
    /// Whether every cell must be ASCII.
    public let isASCII: Bool
    /// Whether a bar may begin inside a cell by a reversed block; text printed without styles has to do with fewer shapes.
    let canReverse: Bool

    /// Lines, blocks and symbols of Unicode; the screen can reverse cells.
    public static let unicode = GlyphSet(isASCII: false, canReverse: true)
    /// The same for text that is printed without styles.
    public static let unstyled = GlyphSet(isASCII: false, canReverse: false)
    /// ASCII only: other locales, old terminals, `--ascii`.
    public static let ascii = GlyphSet(isASCII: true, canReverse: true)

    private func pick(_ unicode: String, _ ascii: String) -> String { isASCII ? ascii : unicode }

    /// Text goes on.
    public var ellipsis: String { pick("…", "~") }
    /// A line from left to right.
    public var horizontalLine: String { pick("─", "-") }
    /// A line from top to bottom.
    public var verticalLine: String { pick("│", "|") }
    /// So many times.
    public var times: String { pick("×", "x") }
    /// Guide to a child that has siblings below it; two columns.
    public var treeBranch: String { pick("├─", "|-") }
    /// Guide to the last child; two columns.
    public var treeLastBranch: String { pick("└─", "`-") }
    /// Guide past the children of an ancestor's earlier child; two columns.
    public var treeLine: String { pick("│ ", "| ") }
    /// What is below is shown.
    public var unfolded: String { pick("▾", "v") }
    /// What is below is hidden.
    public var folded: String { pick("▸", ">") }
    /// Failure.
    public var error: String { pick("✗", "!") }
    /// Something to look at.
    public var warning: String { pick("▲", "^") }
    /// Success.
    public var check: String { pick("✓", "+") }
    /// Something happened at this place.
    public var eventTick: String { pick("◆", "*") }
    /// An entry of an unordered list, or a separator.
    public var bullet: String { pick("•", "*") }
    /// From here to there.
    public var arrow: String { pick("→", ">") }
    /// More above, or sorted upwards.
    public var upwards: String { pick("↑", "^") }
    /// More below, or sorted downwards.
    public var downwards: String { pick("↓", "v") }
    /// The pointer at the selected row.
    public var pointer: String { pick("❯", ">") }
    /// The critical path.
    public var emphasis: String { pick("━", "=") }
    /// The scroll bar's moving part.
    public var scrollThumb: String { pick("┃", "#") }
    /// A part of a bar that is not known yet, and the empty part of a progress bar.
    public var shade: String { pick("░", ".") }
    /// A sign that turns, step by step.
    public var spinner: [String] { isASCII ? ["|", "/", "-", "\\"] : ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"] }

    /// Shapes that tell services apart without colour, one column each.
    public var serviceMarks: [String] {
        isASCII
            ? ["*", "#", "o", "+", "x", "@", "%", "=", "&", "$", "?", "~"]
            : ["●", "■", "▲", "◆", "○", "□", "△", "◇", "▼", "★", "▽", "☆"]
    }
    /// Eight heights, the lowest first.
    public var levels: [String] {
        isASCII ? [".", ":", "-", "=", "+", "*", "%", "#"] : ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
    }
}

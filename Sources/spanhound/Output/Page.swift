import Explorer
import Glibc
import Terminal
import TraceModel

/// Text for people on standard output: how wide it is, in which shapes, colours and times.
///
/// Every line is drawn on a canvas first, which keeps characters out that could steer the terminal.
struct Page {
    /// Columns there are.
    let width: Int
    let glyphs: GlyphSet
    let theme: Theme
    let times: TimeText
    let isMarkdown: Bool
    private let usesEscapes: Bool

    init(_ options: GlobalOptions) {
        usesEscapes = !options.markdown && Self.wantsColor(options.color)
        width = Self.columns
        theme = Theme(depth: usesEscapes ? Self.colorDepth : .none)
        glyphs = options.ascii || !OutputLocale.isUTF8 ? .ascii : usesEscapes ? .unicode : .unstyled
        times = options.utc ? .utc : LocalTime.text
        isMarkdown = options.markdown
    }

    // MARK: Printing

    func print(_ line: [StyledText] = []) {
        let columns = max(1, line.reduce(0) { $0 + TextWidth.columns(of: $1.text) })
        var canvas = Canvas(size: Size(columns: columns, rows: 1), glyphs: glyphs)
        canvas.put(line, at: .zero)
        print(canvas)
    }

    /// A line that was drawn on a canvas already, so that nothing in it can steer the terminal.
    func print(drawn line: [StyledText]) {
        if usesEscapes {
            StandardOutput.write(EscapedRow.text(line) + "\n")
        } else {
            for piece in line { StandardOutput.write(piece.text) }
            StandardOutput.write("\n")
        }
    }

    func print(_ text: String, _ style: Style = .plain) { print([StyledText(text, style)]) }

    /// Columns that what a fact is called takes.
    static let labelColumns = 10

    /// A fact and what it is called.
    func print(label: String, _ text: String) {
        if isMarkdown { return StandardOutput.write("- **\(label)**: \(Markdown.escaped(text))\n") }
        print([StyledText(label + String(repeating: " ", count: max(1, Self.labelColumns - label.count)), theme.faint), StyledText(text)])
    }

    /// A heading above a part of an answer.
    func print(heading: String) {
        if isMarkdown { return write(block: "## \(Markdown.escaped(heading))\n\n") }
        print()
        print(heading, theme.header)
    }

    /// A remark below a table, or instead of one.
    func print(note: String) {
        if isMarkdown { return write(block: Markdown.escaped(note) + "\n") }
        print(note, theme.faint)
    }

    /// Lines that have to keep their columns, in Markdown too.
    func printVerbatim(_ body: () -> Void) {
        if isMarkdown { StandardOutput.write("```\n") }
        body()
        if isMarkdown { StandardOutput.write("```\n") }
    }

    func print(_ canvas: Canvas) {
        guard usesEscapes else {
            StandardOutput.write(canvas.text)
            return
        }
        for row in 0..<canvas.size.rows { StandardOutput.write(EscapedRow.text(canvas, row: row) + "\n") }
    }

    func print(_ table: TextTable) {
        if isMarkdown { return write(block: table.markdown) }
        for line in table.lines(width: width, theme: theme, glyphs: glyphs) { print(line) }
    }

    /// Writes a block of Markdown, which an empty line keeps apart from what stands above it.
    private func write(block: String) { StandardOutput.write((StandardOutput.isBelowEmptyLine ? "" : "\n") + block) }

    // MARK: What the surroundings say

    private static func wantsColor(_ choice: ColorChoice) -> Bool {
        switch choice {
        case .always: true
        case .never: false
        case .auto: StandardOutput.isTerminal && (Environment["NO_COLOR"] ?? "").isEmpty && Environment["TERM"] != "dumb"
        }
    }

    private static var colorDepth: ColorDepth {
        let hasMany = (Environment["TERM"] ?? "").contains("256color") || Environment["COLORTERM"] != nil
        return hasMany ? .full : .sixteen
    }

    /// COLUMNS if it is set, else the terminal's width, else 80.
    private static var columns: Int {
        if let asked = Environment["COLUMNS"].flatMap({ Int($0) }), asked > 0 { return min(asked, 1000) }
        var window = winsize()
        if ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &window) == 0, window.ws_col > 0 { return Int(window.ws_col) }
        return 80
    }
}

extension KeyTable {
    /// The table.
    ///
    /// A new key is one line here.
    public static let bindings: [Binding] = moving + going + searching + form + folding + finding + copying + program

    private static let moving: [Binding] = [
        Binding(.down, "j Down", .anywhere, .moving, "next row"),
        Binding(.up, "k Up", .anywhere, .moving, "previous row"),
        Binding(.halfPageDown, "Ctrl-D", .anywhere, .moving, "half a page down"),
        Binding(.halfPageUp, "Ctrl-U", .anywhere, .moving, "half a page up"),
        Binding(.pageDown, "PageDown Space Ctrl-F", .anywhere, .moving, "a page down"),
        Binding(.pageUp, "PageUp b Ctrl-B", .anywhere, .moving, "a page up"),
        Binding(.first, "gg Home", .anywhere, .moving, "first row"),
        Binding(.last, "G End", .anywhere, .moving, "last row"),
        Binding(.nextPane, "Tab", .search, .moving, "other pane", label: "pane", rank: 40),
        Binding(.previousPane, "Backtab", .search, .moving, "other pane, backwards"),
        Binding(.nextPane, "Tab", .waterfall, .moving, "to the inspector"),
        Binding(.nextPane, "Tab", .inspector, .moving, "to the waterfall", label: "waterfall", rank: 60),
        Binding(.previousPane, "Backtab", .trace, .moving, "to the inspector and back"),
    ]

    private static let going: [Binding] = [
        Binding(.open, "Enter", .services, .going, "show only traces of this service; again: all", label: "its traces", rank: 10),
        Binding(.open, "Enter Right l", .traces, .going, "open the trace", label: "open", rank: 10),
        Binding(.open, "Enter", .waterfall, .going, "tags and logs of the span", label: "tags", rank: 10),
        Binding(
            .open, "Enter", .inspector, .going, "inspector over the whole screen, or beside the waterfall again", label: "enlarge", rank: 10
        ),
        Binding(.maximize, "F", .anywhere, .going, "this pane over the whole screen, or back", rank: 70),
        Binding(.back, "q", .anywhere, .going, "back one level; quit from the search screen", label: "back", rank: 90),
        Binding(.cancel, "Esc", .anywhere, .going, "close what is open; forget the find or the filter"),
        Binding(.quit, "Q", .anywhere, .going, "quit"),
    ]

    private static let searching: [Binding] = [
        Binding(
            .filter, "/", .search, .narrowing, "filter the traces: service=a operation=b key=value min=50ms errors", label: "filter",
            rank: 20),
        Binding(
            .searchForm, "s", .search, .narrowing, "search form: the filter in fields, with names to choose from", label: "search", rank: 22
        ),
        Binding(.failedOnly, "e", .search, .narrowing, "only traces with errors; again: all", label: "errors", rank: 30),
        Binding(.sortNext, ">", .search, .narrowing, "sort by the next column", label: "sort", rank: 35),
        Binding(.sortPrevious, "<", .search, .narrowing, "sort by the previous column"),
        Binding(.sortInvert, "I", .search, .narrowing, "sort the other way round"),
        Binding(.autoRefresh, "f", .anywhere, .narrowing, "ask the server again every 5, 15, 60 seconds, or not"),
        Binding(
            .fetchAll, "M", .search, .narrowing, "all traces of the time asked for, beyond the server's limit", label: "more", rank: 25),
    ]

    /// Other keys type.
    private static let form: [Binding] = [
        Binding(.open, "Enter", .form, .narrowing, "search; in the list: take the name", label: "search", rank: 10),
        Binding(.nextPane, "Tab", .form, .moving, "take the best name of the list; next field", label: "next field", rank: 20),
        Binding(.previousPane, "Backtab", .form, .moving, "previous field"),
        Binding(.down, "Down Ctrl-N", .form, .moving, "into the list of names and down; next field", label: "choose", rank: 30),
        Binding(.up, "Up Ctrl-P", .form, .moving, "up in the list; previous field"),
        Binding(.pageDown, "PageDown", .form, .moving, "a page down in the list; the button"),
        Binding(.pageUp, "PageUp", .form, .moving, "a page up in the list; the first field"),
        Binding(.earlierSearch, "Ctrl-R", .form, .narrowing, "the search before this one", label: "earlier", rank: 40),
        Binding(.help, "F1", .form, .program, "the keys that hold here", label: "help", rank: 80),
        Binding(.cancel, "Esc Ctrl-C", .form, .going, "close the list; leave the form, and the filter as it was", label: "close", rank: 90),
        Binding(.redraw, "Ctrl-L", .form, .program, "draw the screen anew"),
        Binding(.suspend, "Ctrl-Z", .form, .program, "to the shell; fg comes back"),
    ]

    private static let folding: [Binding] = [
        Binding(.foldOrParent, "h Left", .waterfall, .folding, "fold; when folded, to the parent", label: "fold", rank: 50),
        Binding(.unfoldOrChild, "l Right", .waterfall, .folding, "unfold; when unfolded, to the first child"),
        Binding(.toggleFold, "za", .waterfall, .folding, "fold or unfold"),
        Binding(.foldAll, "zM", .waterfall, .folding, "fold everything"),
        Binding(.unfoldAll, "zR", .waterfall, .folding, "unfold everything"),
        Binding(.foldLevel, "zm", .waterfall, .folding, "fold the deepest level that is shown"),
        Binding(.toggleCopies, "D", .trace, .folding, "spans that were read more than once in rows of their own, or in one"),
        Binding(.unfoldLevel, "zr", .waterfall, .folding, "unfold one more level"),
    ]

    private static let finding: [Binding] = [
        Binding(.nextSlow, "]", .trace, .finding, "slowest span by self time, then the next slower", label: "slowest", rank: 5),
        Binding(.previousSlow, "[", .trace, .finding, "back to the slower span"),
        Binding(.nextError, "e", .trace, .finding, "next failed span", label: "error", rank: 15),
        Binding(.previousError, "E", .trace, .finding, "previous failed span"),
        Binding(.find, "/", .trace, .finding, "find in names, services, tags and logs; -key leaves such tags out", label: "find", rank: 20),
        Binding(.findNext, "n", .trace, .finding, "next span found", label: "matches", rank: 1),
        Binding(.findPrevious, "N", .trace, .finding, "previous span found"),
        Binding(.parent, "H", .trace, .finding, "parent span"),
        Binding(.child, "L", .trace, .finding, "first child span"),
        Binding(.nextSibling, "J }", .trace, .finding, "next sibling span"),
        Binding(.previousSibling, "K {", .trace, .finding, "previous sibling span"),
        Binding(.goToID, "gi", .anywhere, .finding, "go to a trace or span by the beginning of its id"),
        Binding(.find, "/", .overlay, .finding, "show only lines that hold a text", label: "find", rank: 20),
    ]

    private static let copying: [Binding] = [
        Binding(.copyValue, "yv", .trace, .copying, "copy the value on the inspector's line, or the span's name", label: "copy", rank: 65),
        Binding(.copyPair, "yk", .trace, .copying, "copy key and value"),
        Binding(.copySpanID, "ys", .trace, .copying, "copy the span id"),
        Binding(.copyTraceID, "yt", .anywhere, .copying, "copy the trace id"),
        Binding(.save, "w", .anywhere, .copying, "save the trace to a file: .jsonl OTLP, .json Jaeger, .pb protobuf"),
        Binding(.saveAll, "W", .search, .copying, "save all traces listed to a file"),
        Binding(.copyLine, "yl yy", .anywhere, .copying, "copy the line as text"),
    ]

    private static let program: [Binding] = [
        Binding(.help, "? F1", .anywhere, .program, "the keys that hold here", label: "help", rank: 80),
        Binding(.palette, ":", .anywhere, .program, "run a command by its name"),
        Binding(.diagnostics, "!", .anywhere, .program, "what was skipped, mended or odd in the input", label: "findings", rank: 75),
        Binding(.reload, "r F5", .anywhere, .program, "read the sources again"),
        Binding(.toggleUTC, "U", .anywhere, .program, "times local or UTC"),
        Binding(.revealSecrets, "X", .anywhere, .program, "show or mask values that look secret"),
        Binding(.redraw, "Ctrl-L", .anywhere, .program, "draw the screen anew"),
        Binding(.suspend, "Ctrl-Z", .anywhere, .program, "to the shell; fg comes back"),
        Binding(.interrupt, "Ctrl-C", .anywhere, .program, "stop loading and keep what is loaded; else quit", label: "stop", rank: 3),
    ]
}

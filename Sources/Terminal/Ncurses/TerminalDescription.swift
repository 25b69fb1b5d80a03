import CNcurses

/// Questions to the description of the terminal in use (terminfo).
enum TerminalDescription {
    /// Whether the cursor can be placed: without that there is no screen.
    static var placesCursor: Bool { string("cup") != nil }

    /// What puts the terminal back when nobody else can: mouse and paste off, normal cursor, style, keypad and screen.
    static var farewell: [CChar] {
        let capabilities = ["cnorm", "sgr0", "rmkx", "rmcup"].compactMap(string).map(withoutPadding)
        return Array((TerminalModes.off + capabilities.joined()).utf8CString.dropLast())
    }

    private static func string(_ capability: String) -> String? {
        guard let value = tigetstr(capability), Int(bitPattern: value) != -1 else { return nil }
        return String(cString: value)
    }

    /// Takes out delays such as `$<5/>`, which only ncurses could honour.
    static func withoutPadding(_ sequence: String) -> String {
        var kept = ""
        var rest = sequence[...]
        while let dollar = rest.firstIndex(of: "$") {
            kept += rest[..<dollar]
            rest = rest[dollar...]
            if rest.hasPrefix("$<"), let end = rest.firstIndex(of: ">") {
                rest = rest[rest.index(after: end)...]
            } else {
                kept.append(rest.removeFirst())
            }
        }
        return kept + rest
    }
}

/// Modes that terminfo has no words for: mouse events in SGR form (1000, 1002, 1006) and pastes in brackets (2004).
enum TerminalModes {
    static func on(mouse: Bool) -> String { (mouse ? "\u{1B}[?1000;1002;1006h" : "") + "\u{1B}[?2004h" }
    static let off = "\u{1B}[?1006;1002;1000l\u{1B}[?2004l"
}

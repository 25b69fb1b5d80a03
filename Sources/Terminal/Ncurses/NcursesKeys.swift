import CNcurses

/// What ncurses calls keys, in our words.
enum NcursesKeys {
    /// Codes that we give to the beginnings of sequences ncurses does not know; above all of its own.
    static let mouse: Int32 = 0x1001
    static let pasteStart: Int32 = 0x1002
    static let pasteEnd: Int32 = 0x1003

    /// The key for a code, or nil if it means nothing to us.
    static func key(for code: Int32) -> Key? {
        if let key = table[code] { return key }
        let number = Int(code - KEY_F0)
        return (1...24).contains(number) ? Key(.function(number)) : nil
    }

    private static let table: [Int32: Key] = [
        KEY_UP: Key(.up), KEY_DOWN: Key(.down), KEY_LEFT: Key(.left), KEY_RIGHT: Key(.right), KEY_HOME: Key(.home), KEY_END: Key(.end),
        KEY_PPAGE: Key(.pageUp), KEY_NPAGE: Key(.pageDown), KEY_IC: Key(.insert), KEY_DC: Key(.delete), KEY_BACKSPACE: Key(.backspace),
        KEY_ENTER: .enter, KEY_BTAB: .backtab, KEY_SR: Key(.up, .shift), KEY_SF: Key(.down, .shift), KEY_SLEFT: Key(.left, .shift),
        KEY_SRIGHT: Key(.right, .shift), KEY_SHOME: Key(.home, .shift), KEY_SEND: Key(.end, .shift), KEY_SPREVIOUS: Key(.pageUp, .shift),
        KEY_SNEXT: Key(.pageDown, .shift), KEY_SDC: Key(.delete, .shift), KEY_SIC: Key(.insert, .shift), KEY_FIND: Key(.home),
        KEY_SELECT: Key(.end), KEY_A1: Key(.home), KEY_A3: Key(.pageUp), KEY_C1: Key(.end), KEY_C3: Key(.pageDown),
    ]

    /// The key for a name such as `kRIT5`: xterm's extended capabilities, whose codes differ from terminal to terminal.
    static func key(named name: String) -> Key? {
        guard name.first == "k", let digit = name.last?.wholeNumberValue else { return nil }
        guard let code = extended[String(name.dropFirst().dropLast())] else { return nil }
        return Key(code, .init(xterm: digit))
    }

    private static let extended: [String: Key.Code] = [
        "UP": .up, "DN": .down, "LFT": .left, "RIT": .right, "HOM": .home, "END": .end, "PRV": .pageUp, "NXT": .pageDown, "DC": .delete,
        "IC": .insert,
    ]
}

extension Key.Modifiers {
    /// Modifiers as xterm counts them: one more than the sum of Shift 1, Alt 2 and Control 4.
    init(xterm number: Int) {
        self = []
        let bits = max(0, number - 1)
        if bits & 1 != 0 { insert(.shift) }
        if bits & 2 != 0 { insert(.alt) }
        if bits & 4 != 0 { insert(.control) }
    }
}

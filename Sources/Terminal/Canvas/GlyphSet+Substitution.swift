extension GlyphSet {
    /// What is drawn for a scalar that must not reach the terminal: its picture if it is a C0 control, otherwise a replacement sign.
    func sign(for scalar: UInt32) -> UInt32 {
        if isASCII { return Self.questionMark }
        switch scalar {
        case 0x00..<0x20: return 0x2400 + scalar
        case 0x7F: return 0x2421
        default: return 0xFFFD
        }
    }

    /// What is drawn for an ordinary scalar: itself, or in ASCII the nearest shape or a question mark.
    func shape(of scalar: UInt32) -> UInt32 {
        guard isASCII, scalar > 0x7E else { return scalar }
        return Self.nearest[scalar] ?? Self.questionMark
    }

    private static let questionMark = UInt32(UInt8(ascii: "?"))

    /// Drawing shapes and punctuation that have a likeness in ASCII.
    private static let nearest: [UInt32: UInt32] = {
        let likenesses: [(ascii: Unicode.Scalar, shapes: String)] = [
            ("-", "─╌┄‐‑–—−"), ("|", "│╎┆▏▕╵╷"), ("+", "┌┐└┘├┤┬┴┼╭╮╰╯┏┓┗┛✓"), ("=", "═━"), ("#", "█▉▊▋▌▐▓▒┃▄▀"), (".", "░·…⋯"),
            ("~", "≈"), (">", "▸▶►→❯›»"), ("<", "◂◀◄←❮‹«"), ("^", "▴▲△↑"), ("v", "▾▼▽↓"), ("*", "•●○◆◇★☆∗■□"), ("!", "✗✖✘⚠"),
            ("x", "×"), ("u", "µμ"), ("'", "‘’‚"), ("\"", "“”„"), (" ", "\u{A0}\u{2002}\u{2003}\u{2009}\u{202F}"),
        ]
        var table: [UInt32: UInt32] = [:]
        for (ascii, shapes) in likenesses {
            for shape in shapes.unicodeScalars { table[shape.value] = ascii.value }
        }
        return table
    }()
}

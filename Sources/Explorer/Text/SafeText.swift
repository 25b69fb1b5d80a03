/// Text of strangers for places that no canvas guards: messages on standard error, tables printed to a terminal.
///
/// A name may hold escape sequences that move the cursor, retitle the window or reverse the reading direction. Each
/// character that could is replaced, as the canvas does on the screen.
public enum SafeText {
    /// The text with a replacement sign for every control and direction character; line ends and tabs become spaces.
    ///
    /// - Complexity: O(length)
    public static func text(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isHarmful) else { return text }
        var safe = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            let isSpace = scalar == "\n" || scalar == "\t" || scalar == "\r"
            safe.append(isHarmful(scalar) ? (isSpace ? " " : "\u{FFFD}") : scalar)
        }
        return String(safe)
    }

    private static func isHarmful(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7f..<0xa0, 0x61c, 0x200e...0x200f, 0x2028...0x202e, 0x2066...0x2069: true
        default: false
        }
    }
}

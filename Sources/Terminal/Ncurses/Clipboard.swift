/// The sequence by which a program asks the terminal, however far away, to copy text (OSC 52).
enum Clipboard {
    /// What stands between the program and the terminal.
    enum Multiplexer {
        case none, tmux, screen

        /// Tells by the environment: TMUX, and the name of the terminal.
        init(tmux: String?, terminal: String) {
            if tmux?.isEmpty == false {
                self = .tmux
            } else {
                self = terminal.hasPrefix("screen") ? .screen : .none
            }
        }
    }

    /// The most bytes of text that terminals are known to accept.
    static let limit = 74_994

    /// The bytes to write, or nil if the text is too long.
    ///
    /// Inside tmux both ways are tried: tmux takes the sequence itself (`set-clipboard on`), or passes on a wrapped one (`allow-passthrough on`).
    static func sequence(copying text: String, through multiplexer: Multiplexer) -> String? {
        guard text.utf8.count <= limit else { return nil }
        let plain = "\u{1B}]52;c;\(base64(text))\u{07}"
        switch multiplexer {
        case .none: return plain
        case .tmux: return plain + "\u{1B}Ptmux;\u{1B}\(plain)\u{1B}\\"
        case .screen: return chunks(of: plain).map { "\u{1B}P\($0)\u{1B}\\" }.joined()
        }
    }

    /// GNU screen passes on no more than 768 bytes at once.
    private static func chunks(of text: String) -> [String] {
        let bytes = Array(text.utf8)
        return stride(from: 0, to: bytes.count, by: 700).map { start in
            String(decoding: bytes[start..<min(start + 700, bytes.count)], as: UTF8.self)
        }
    }

    private static let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    /// Base 64 with padding (RFC 4648 §4).
    static func base64(_ text: String) -> String {
        let bytes = Array(text.utf8)
        var encoded: [UInt8] = []
        encoded.reserveCapacity((bytes.count + 2) / 3 * 4)
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            let bits = group.enumerated().reduce(UInt32(0)) { $0 | UInt32($1.element) << (16 - 8 * UInt32($1.offset)) }
            for place in 0..<4 {
                let digit = Int(bits >> (18 - 6 * UInt32(place)) & 0x3F)
                encoded.append(place <= group.count ? digits[digit] : UInt8(ascii: "="))
            }
        }
        return String(decoding: encoded, as: UTF8.self)
    }
}

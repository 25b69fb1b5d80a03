/// Checks that text is one whole JSON value, so that it may be embedded into output as it is.
///
/// Values of arrays and maps are kept as they were read; hostile or cut ones must not break the output around them.
struct JSONText {
    private let bytes: [UInt8]
    private var at = 0
    /// Brackets open now: true for an object.
    private var open: [Bool] = []

    static func isValid(_ text: String) -> Bool {
        var check = JSONText(bytes: Array(text.utf8))
        return check.document()
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    private var byte: UInt8? { at < bytes.count ? bytes[at] : nil }

    private mutating func skipBlanks() {
        while let byte, byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09 { at += 1 }
    }

    private mutating func take(_ wanted: UInt8) -> Bool {
        guard byte == wanted else { return false }
        at += 1
        return true
    }

    private mutating func document() -> Bool {
        while true {
            // A value is due.
            skipBlanks()
            if take(0x7b) {
                open.append(true)
                skipBlanks()
                if byte != 0x7d {
                    guard key() else { return false }
                    continue
                }
            } else if take(0x5b) {
                open.append(false)
                skipBlanks()
                if byte != 0x5d { continue }
            } else {
                guard scalar() else { return false }
            }
            guard let goesOn = afterValue() else { return false }
            if !goesOn { return at == bytes.count }
        }
    }

    /// Closes what ends here; true when another value is due, false at the end of the text, nil when it is no JSON.
    private mutating func afterValue() -> Bool? {
        while let isObject = open.last {
            skipBlanks()
            if take(0x2c) {
                if isObject {
                    skipBlanks()
                    return key() ? true : nil
                }
                return true
            }
            guard take(isObject ? 0x7d : 0x5d) else { return nil }
            open.removeLast()
        }
        skipBlanks()
        return false
    }

    private mutating func key() -> Bool {
        guard string() else { return false }
        skipBlanks()
        return take(0x3a)
    }

    private mutating func scalar() -> Bool {
        switch byte {
        case 0x22: string()
        case 0x74: word("true")
        case 0x66: word("false")
        case 0x6e: word("null")
        default: number()
        }
    }

    private mutating func word(_ word: StaticString) -> Bool {
        for index in 0..<word.utf8CodeUnitCount where !take(word.utf8Start[index]) { return false }
        return true
    }

    private mutating func string() -> Bool {
        guard take(0x22) else { return false }
        while let next = byte {
            at += 1
            switch next {
            case 0x22: return true
            case 0x5c: guard escape() else { return false }
            case 0..<0x20: return false
            default: break
            }
        }
        return false
    }

    private mutating func escape() -> Bool {
        guard let kind = byte else { return false }
        at += 1
        if kind == 0x75 {
            for _ in 0..<4 {
                guard let digit = byte, Character(Unicode.Scalar(digit)).isHexDigit else { return false }
                at += 1
            }
            return true
        }
        return "\"\\/bfnrt".utf8.contains(kind)
    }

    private mutating func number() -> Bool {
        _ = take(0x2d)
        if !take(0x30), !digits() { return false }
        if take(0x2e), !digits() { return false }
        if take(0x65) || take(0x45) {
            if !take(0x2b) { _ = take(0x2d) }
            return digits()
        }
        return true
    }

    private mutating func digits() -> Bool {
        let start = at
        while let byte, (0x30...0x39).contains(byte) { at += 1 }
        return at > start
    }
}

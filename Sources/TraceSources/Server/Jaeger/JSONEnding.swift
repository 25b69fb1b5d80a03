/// Whether a text of JSON is there to its end.
///
/// Some connections end a reply in the middle without anybody noticing: a proxy that states the length of what it has, a reply whose end is
/// the connection's.
enum JSONEnding {
    /// Whether something was opened and not closed.
    ///
    /// - Complexity: O(bytes)
    static func isMissing(in text: some Collection<UInt8>) -> Bool {
        var depth = 0
        var isInString = false, isEscaped = false
        for byte in text {
            if isInString {
                if isEscaped {
                    isEscaped = false
                } else if byte == 0x5c {
                    isEscaped = true
                } else if byte == 0x22 {
                    isInString = false
                }
                continue
            }
            switch byte {
            case 0x22: isInString = true
            case 0x7b, 0x5b: depth += 1
            case 0x7d, 0x5d: depth -= 1
            default: break
            }
        }
        return isInString || depth > 0
    }
}

/// What texts have in common that differ in numbers, ids and literals only: `#` stands for what varies.
enum TextShape {
    /// A message with its numbers and ids taken out: `order # not found after # ms`.
    ///
    /// - Complexity: O(length)
    static func ofMessage(_ text: String) -> String { shape(text, isStatement: false) }

    /// A database statement with its literals taken out, lists of them shortened, blanks joined: `SELECT # FROM t WHERE id IN (#)`.
    ///
    /// - Complexity: O(length)
    static func ofStatement(_ text: String) -> String { shape(text, isStatement: true) }

    /// Longer texts are cut: what tells messages apart stands at their beginning.
    static let longest = 4096

    private static let mark: UInt8 = 0x23, blank: UInt8 = 0x20

    private static func shape(_ text: String, isStatement: Bool) -> String {
        var text = text
        return text.withUTF8 { bytes in
            let bytes = bytes.prefix(longest)
            var result: [UInt8] = []
            result.reserveCapacity(bytes.count)
            var at = bytes.startIndex
            while at < bytes.endIndex {
                let byte = bytes[at]
                if isStatement, byte == 0x27 {
                    at = endOfLiteral(bytes, at)
                    append(mark, to: &result, isStatement)
                } else if isWord(byte) {
                    let end = endOfWord(bytes, at)
                    appendWord(bytes[at..<end], to: &result, isStatement)
                    at = end
                } else if byte <= blank {
                    if let last = result.last, last != blank { result.append(blank) }
                    at += 1
                } else {
                    append(byte, to: &result, isStatement)
                    at += 1
                }
            }
            if result.last == blank { result.removeLast() }
            return String(decoding: result, as: UTF8.self)
        }
    }

    // MARK: Words

    private static func isDigit(_ byte: UInt8) -> Bool { 0x30...0x39 ~= byte }
    private static func isHex(_ byte: UInt8) -> Bool { isDigit(byte) || 0x41...0x46 ~= byte & 0xdf }
    /// Letters, digits, what stands in names and ids, and every byte of other scripts.
    private static func isWord(_ byte: UInt8) -> Bool {
        isDigit(byte) || 0x41...0x5a ~= byte & 0xdf || byte >= 0x80 || byte == 0x5f || byte == 0x2d
    }

    private static func endOfWord(_ bytes: Slice<UnsafeBufferPointer<UInt8>>, _ start: Int) -> Int {
        var at = start
        while at < bytes.endIndex, isWord(bytes[at]) { at += 1 }
        return at
    }

    /// Behind the quote that ends a literal; a doubled quote does not.
    private static func endOfLiteral(_ bytes: Slice<UnsafeBufferPointer<UInt8>>, _ start: Int) -> Int {
        var at = start + 1
        while at < bytes.endIndex {
            if bytes[at] == 0x5c {
                at += 1
            } else if bytes[at] == 0x27 {
                guard at + 1 < bytes.endIndex, bytes[at + 1] == 0x27 else { return at + 1 }
                at += 1
            }
            at += 1
        }
        return bytes.endIndex
    }

    /// A word that is an id goes as a whole; of any other only its numbers, in a statement only if it begins with one: `t1` is a table.
    private static func appendWord(_ word: Slice<UnsafeBufferPointer<UInt8>>, to result: inout [UInt8], _ isStatement: Bool) {
        let digits = word.count(where: isDigit)
        let first = word.first { $0 != 0x2d } ?? 0x2d
        if digits == 0 || isStatement && !isDigit(first) && !isID(word) {
            result.append(contentsOf: word)
        } else if isStatement || isID(word) {
            append(mark, to: &result, isStatement)
        } else {
            for byte in word {
                if isDigit(byte), result.last == mark { continue }
                result.append(isDigit(byte) ? mark : byte)
            }
        }
    }

    /// Eight or more hexadecimal digits, dashes between them, at least one of them a number.
    private static func isID(_ word: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        word.allSatisfy { isHex($0) || $0 == 0x2d } && word.count(where: isHex) >= 8 && word.contains(where: isDigit)
    }

    /// Appends one byte; in a statement a list of marks is as long as one, and so is a mark with a fraction.
    private static func append(_ byte: UInt8, to result: inout [UInt8], _ isStatement: Bool) {
        guard byte == mark, isStatement else { return result.append(byte) }
        var rest = result[...]
        if rest.last == blank { rest.removeLast() }
        if rest.last == 0x2c || rest.last == 0x2e && rest.count == result.count {
            rest.removeLast()
            if rest.last == blank { rest.removeLast() }
            if rest.last == mark { return result.removeLast(result.count - rest.count) }
        }
        if result.last != mark { result.append(mark) }
    }
}

/// The elements of an array within a JSON text, byte for byte: what a server sends again must not be what a decoder made of it.
enum JSONPieces {
    /// The elements of the first array, each without the blanks around it; only what is there of an array that is cut.
    static func elements(ofFirstArrayIn text: [UInt8]) -> [[UInt8]] {
        text.withUnsafeBufferPointer { bytes in
            guard let open = bytes.firstIndex(of: UInt8(ascii: "[")) else { return [] }
            var elements: [[UInt8]] = []
            var start = open + 1, position = open + 1, depth = 0
            while position < bytes.count {
                switch bytes[position] {
                case UInt8(ascii: "\""): position = endOfString(from: position, in: bytes)
                case UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
                case UInt8(ascii: "]") where depth == 0:
                    append(bytes[start..<position], to: &elements)
                    return elements
                case UInt8(ascii: "]"), UInt8(ascii: "}"): depth -= 1
                case UInt8(ascii: ",") where depth == 0:
                    append(bytes[start..<position], to: &elements)
                    start = position + 1
                default: break
                }
                position += 1
            }
            return elements
        }
    }

    /// Where the closing quote of a string is, or the end of the text.
    private static func endOfString(from quote: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int {
        var position = quote + 1
        while position < bytes.count, bytes[position] != UInt8(ascii: "\"") {
            position += bytes[position] == UInt8(ascii: "\\") ? 2 : 1
        }
        return position
    }

    private static func append(_ piece: Slice<UnsafeBufferPointer<UInt8>>, to elements: inout [[UInt8]]) {
        func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09 }
        guard let first = piece.firstIndex(where: { !isBlank($0) }), let last = piece.lastIndex(where: { !isBlank($0) }) else { return }
        elements.append(Array(piece[first...last]))
    }
}

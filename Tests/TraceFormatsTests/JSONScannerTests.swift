import TestSupport
import Testing
import TraceModel

@testable import TraceFormats

@Suite struct JSONNumberTests {
    private func number(_ text: String) -> JSONNumber {
        Array(text.utf8).withUnsafeBytes { JSONScanner.number($0) }
    }

    @Test func `whole numbers are exact to the last digit`() {
        #expect(number("0") == .integer(0))
        #expect(number("-0") == .integer(0))
        #expect(number("9223372036854775807") == .integer(.max))
        #expect(number("-9223372036854775808") == .integer(.min))
        #expect(number("9223372036854775808") == .outOfRange(9.223372036854775808e18))
        #expect(number("10000000000000000000") == .outOfRange(1e19))
        #expect(number("0000000000000000000000001") == .integer(1))
    }

    @Test func `what is no number is told from one`() {
        for text in ["NaN", "", "-", "1.", ".5", "1e", "1e+", "0x10", "12x", "1 2", "Infinity", "--1"] {
            #expect(number(text) == .malformed, "\(text)")
        }
    }

    @Test func `reals equal what the standard library reads`() {
        var generator = SeededGenerator(seed: 1)
        for _ in 0..<20_000 {
            let value = Double(bitPattern: generator.next())
            guard value.isFinite else { continue }
            let text = value.description
            switch number(text) {
            case .real(let read): #expect(read == value, "\(text)")
            case .integer(let read): #expect(Double(read) == value, "\(text)")
            default: Issue.record("\(text) was not read")
            }
        }
        for text in ["0.1", "123456789012345e22", "1e-400", "1e400", "0.000001", "3.14159265358979323846", "5e-324"] {
            #expect(number(text) == .real(Double(text) ?? .nan), "\(text)")
        }
    }
}

@Suite struct StringUnescaperTests {
    private func resolve(_ text: String) -> (String, Bool) {
        var unescaper = StringUnescaper()
        return Array(text.utf8).withUnsafeBytes { bytes in
            guard let start = bytes.baseAddress else { return ("", false) }
            let raw = RawString(start: start, count: bytes.count, hasEscapes: true, mayBeNonASCII: true)
            return unescaper.resolve(raw) { resolved, count, findings in
                (String(decoding: UnsafeRawBufferPointer(start: resolved, count: count), as: UTF8.self), findings.hasBadEscape)
            }
        }
    }

    @Test func `every escape of the grammar is resolved`() {
        #expect(resolve(#"a\"\\\/\b\f\n\r\t\u00e9z"#) == ("a\"\\/\u{8}\u{c}\n\r\té" + "z", false))
        #expect(resolve(#"\ud83d\ude00"#) == ("😀", false))
        #expect(resolve(#"\uD83D\uDE00\u0000"#) == ("😀\0", false))
    }

    @Test func `half a surrogate pair and escapes that are none are mended and reported`() {
        #expect(resolve(#"\ud83d"#) == ("\u{fffd}", true))
        #expect(resolve(#"\ude00x"#) == ("\u{fffd}x", true))
        #expect(resolve(#"\ud83dA"#) == ("\u{fffd}A", true))
        #expect(resolve(#"\q"#) == ("q", true))
        #expect(resolve(#"\u12"#) == ("\u{fffd}12", true))
    }
}

@Suite struct HexWordsTests {
    @Test func `digits of either case are read and everything else is refused`() {
        for byte in UInt8.min...UInt8.max {
            var text = Array("12345678".utf8)
            text[5] = byte
            let expected = UInt64(String(decoding: text, as: UTF8.self), radix: 16)
            let isDigit = (0x30...0x39).contains(byte) || (0x41...0x46).contains(byte) || (0x61...0x66).contains(byte)
            let read = text.withUnsafeBytes { $0.baseAddress.flatMap(HexWords.eight) }
            #expect(read == (isDigit ? expected : nil), "byte \(byte)")
        }
    }
}

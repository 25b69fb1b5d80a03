import Testing

@testable import TraceFormats

/// Strings and numbers as Go's encoder writes them.
@Suite struct JSONWriterTests {
    static func written(_ body: (inout JSONWriter) -> Void) -> String {
        var json = JSONWriter(capacity: 4)
        body(&json)
        return String(decoding: json.bytes, as: UTF8.self)
    }

    static func string(_ bytes: [UInt8]) -> String { written { json in bytes.withUnsafeBytes { json.string($0) } } }

    @Test(
        "A string is quoted and escaped",
        arguments: [
            ("", #""""#), ("plain text of some length", #""plain text of some length""#), ("a\"b\\c", #""a\"b\\c""#),
            ("<a href='x?y=1&z'>", #""\u003ca href='x?y=1\u0026z'\u003e""#),
            ("\u{8}\u{c}\n\r\t\u{0}\u{1b}\u{7f}", "\"\\b\\f\\n\\r\\t\\u0000\\u001b\u{7f}\""),
            ("Zürich 東京 🛒", #""Zürich 東京 🛒""#), ("line\u{2028}and\u{2029}end", #""line\u2028and\u2029end""#),
            ("\u{2027}\u{202a}", "\"\u{2027}\u{202a}\""),
        ])
    func strings(text: String, expected: String) {
        #expect(Self.string(Array(text.utf8)) == expected)
        // Every place within a word of eight bytes, and behind the words.
        for shift in 1...17 {
            let pad = String(repeating: "x", count: shift)
            #expect(Self.string(Array((pad + text + pad).utf8)) == "\"" + pad + expected.dropFirst().dropLast() + pad + "\"")
        }
    }

    @Test(
        "Bytes that are no UTF-8 are replaced one by one",
        arguments: [
            ([0xff], #""\ufffd""#), ([0x61, 0xc3], #""a\ufffd""#), ([0xc0, 0xaf], #""\ufffd\ufffd""#),
            ([0xed, 0xa0, 0x80, 0x62], #""\ufffd\ufffd\ufffdb""#), ([0xf4, 0x90, 0x80, 0x80], #""\ufffd\ufffd\ufffd\ufffd""#),
            ([0xe2, 0x80], #""\ufffd\ufffd""#), ([0x80, 0xc3, 0xa9], #""\ufffdé""#),
        ] as [([UInt8], String)])
    func invalidUTF8(bytes: [UInt8], expected: String) { #expect(Self.string(bytes) == expected) }

    @Test("Every ASCII character comes back from a JSON reader", arguments: UInt8(0)..<128)
    func ascii(character: UInt8) {
        let text = Self.string([character])
        let isEscaped = character < 0x20 || [0x22, 0x26, 0x3c, 0x3e, 0x5c].contains(character)
        #expect(text.utf8.count == 3 || isEscaped)
        #expect(!isEscaped || text.utf8.dropFirst().first == 0x5c)
    }

    @Test("Whole numbers are exact", arguments: [0, 7, -1, 10, 1_767_603_600_000_000, .max, .min])
    func integers(number: Int64) { #expect(Self.written { $0.integer(number) } == "\(number)") }

    @Test(
        "Real numbers have as few digits as tell them apart, laid out as Go and JavaScript do",
        arguments: [
            (0.0, "0"), (-0.0, "-0"), (1, "1"), (99.99, "99.99"), (0.5, "0.5"), (12.3, "12.3"), (-3.25, "-3.25"),
            (0.1 + 0.2, "0.30000000000000004"),
            (1e-6, "0.000001"), (1e-7, "1e-7"), (1.5e-9, "1.5e-9"), (123456.789012, "123456.789012"), (1e20, "100000000000000000000"),
            (1e21, "1e+21"),
            (1.25e300, "1.25e+300"), (.leastNonzeroMagnitude, "5e-324"), (0x1p53, "9007199254740992"), (.infinity, #""Infinity""#),
            (-.infinity, #""-Infinity""#),
            (.nan, #""NaN""#), (0.07, "0.07"), (1.005, "1.005"), (100.1, "100.1"), (179.769e306, "1.79769e+308"),
            (0.000123456, "0.000123456"),
        ])
    func reals(number: Double, expected: String) { #expect(Self.written { $0.real(number) } == expected) }

    @Test("Any real number is read back as itself")
    func realsComeBack() {
        var bits: UInt64 = 0x9e37_79b9_7f4a_7c15
        for _ in 0..<20_000 {
            bits = bits &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let numbers = [Double(bitPattern: bits), Double(Int64(bitPattern: bits) >> 40) / 100, Double(bits >> 44) / 1000]
            for number in numbers where number.isFinite { #expect(Double(Self.written { $0.real(number) }) == number) }
        }
    }

    @Test(
        "Ids have sixteen hex digits",
        arguments: [(0, "0000000000000000"), (0x0123_4567_89ab_cdef, "0123456789abcdef"), (.max, "ffffffffffffffff")] as [(UInt64, String)])
    func hex(word: UInt64, expected: String) { #expect(Self.written { $0.hex(word) } == expected) }
}

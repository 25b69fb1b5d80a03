import TestSupport
import Testing
import TraceModel

@testable import TraceSources

/// Units as bytes.
private func bytes(_ units: [UInt16], _ order: UTF16Stream.ByteOrder) -> [UInt8] {
    units.flatMap { order == .little ? [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] : [UInt8($0 >> 8), UInt8(truncatingIfNeeded: $0)] }
}

@Suite struct StreamsUTF16Tests {
    static let orders: [UTF16Stream.ByteOrder] = [.little, .big]

    @Test("Text comes out as UTF-8 without the mark, however it is cut up", arguments: orders, [0xfeff, nil] as [UInt16?])
    func converts(order: UTF16Stream.ByteOrder, mark: UInt16?) {
        var generator = SeededGenerator(seed: 6)
        let alphabet = Array("az{}\"\u{0} ä€漢\u{ffff}\u{10000}😀\u{10ffff}".unicodeScalars)
        for length in [0, 1, 5, 200, 100_000] {
            var text = "{"
            for _ in 0..<length { text.unicodeScalars.append(alphabet[Int.random(in: 0..<alphabet.count, using: &generator)]) }
            let findings = StreamFindings()
            let input = bytes((mark.map { [$0] } ?? []) + Array(text.utf16), order)
            #expect(input.withUnsafeBytes(UTF16Stream.recognise) == order)
            let pieces = BytesStream(input, most: Int.random(in: 1...(length < 1000 ? 7 : 70_000), using: &generator))
            let all = UTF16Stream(pieces, order, name: "file", findings: findings).all(taking: Int.random(in: 1...5000, using: &generator))
            #expect(all.bytes == Array(text.utf8) && all.failure == nil && findings.diagnostics == [])
        }
    }

    @Test("Halves of a pair without the other become U+FFFD and are counted", arguments: orders)
    func unpaired(order: UTF16Stream.ByteOrder) {
        let findings = StreamFindings()
        let units: [UInt16] = [0x7b, 0xd83d, 0x61, 0xde00, 0xd83d, 0xd83d, 0xde00, 0xd83d]
        let all = UTF16Stream(BytesStream(bytes(units, order)), order, name: "file", findings: findings).all()
        #expect(String(decoding: all.bytes, as: UTF8.self) == "{\u{fffd}a\u{fffd}\u{fffd}😀\u{fffd}")
        #expect(findings.diagnostics == [Diagnostic(.invalidUTF8, at: Place(source: "file", byteOffset: 2), count: 4)])
    }

    @Test func `half a unit at the end is told`() {
        let findings = StreamFindings()
        let all = UTF16Stream(BytesStream([0x7b, 0, 0x7d, 0, 0x20]), .little, name: "file", findings: findings).all()
        #expect(all.bytes == Array("{}".utf8))
        #expect(findings.diagnostics == [Diagnostic(.truncated, at: Place(source: "file", byteOffset: 4), found: "half of a UTF-16 unit")])
    }

    @Test("Text in UTF-8 is not taken for UTF-16", arguments: ["{}", "[1]", "\u{feff}{}", ""])
    func others(text: String) {
        #expect(Array(text.utf8).withUnsafeBytes(UTF16Stream.recognise) == nil)
    }
}

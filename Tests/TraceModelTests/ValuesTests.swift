import TestSupport
import Testing
import TraceModel

@Suite struct IdentifierTests {
    @Test func `a trace id of 16 digits and the same id padded to 32 are equal`() {
        #expect(TraceID(hex: "00a1b2c3d4e5f607") == TraceID(hex: "000000000000000000A1B2C3D4E5F607"))
        #expect(TraceID(hex: "a1b2c3d4e5f607")?.hex == "00a1b2c3d4e5f607")
        #expect(TraceID(hex: "1" + String(repeating: "0", count: 31))?.hex == "1" + String(repeating: "0", count: 31))
    }

    @Test func `what is no hex is no id`() {
        #expect(TraceID(hex: "") == nil)
        #expect(TraceID(hex: "xyz") == nil)
        #expect(TraceID(hex: "1" + String(repeating: "0", count: 32)) == nil)
        #expect(SpanID(hex: "1" + String(repeating: "0", count: 16)) == nil)
        #expect(SpanID(hex: "00000000000000001") == SpanID(1))
    }
}

@Suite struct Base64Tests {
    @Test func `bytes survive the way there and back`() {
        var generator = SeededGenerator(seed: 4)
        for count in 0..<50 {
            let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
            #expect(Base64.decode(Base64.encode(bytes).utf8) == bytes)
        }
        #expect(Base64.encode(Array("any carnal pleas".utf8)) == "YW55IGNhcm5hbCBwbGVhcw==")
    }

    @Test func `the URL alphabet and missing padding are read, other text is not`() {
        #expect(Base64.decode("-_8".utf8) == [0xfb, 0xff])
        #expect(Base64.decode("a b".utf8) == nil)
        #expect(Base64.decode("abcde".utf8) == nil)
        #expect(Base64.decode("ab=c".utf8) == nil)
    }
}

@Suite struct DiagnosticListTests {
    @Test func `findings of one kind are counted and keep the first place`() {
        var list = DiagnosticList()
        for offset in 0..<1000 { list.add(Diagnostic(.badNumber, at: Place(byteOffset: offset))) }
        list.add(Diagnostic(.truncated, at: Place(byteOffset: 7)))
        #expect(list.entries.map(\.count) == [1000, 1])
        #expect(list.entries[0].place.byteOffset == 0)
        #expect(list.entries.map(\.severity) == [.skipped, .lost])
    }
}

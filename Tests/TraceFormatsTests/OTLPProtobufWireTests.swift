import TestSupport
import Testing

@testable import TraceFormats

/// Reading and writing the wire format by itself.
@Suite struct OTLPProtobufWireTests {
    /// What reading bytes gives, or the error and the offset it names.
    enum Read: Equatable {
        case value(UInt64)
        case error(WireError.Code, Int)
    }

    static func read(_ bytes: [UInt8], _ body: (inout WireReader) throws(WireError) -> UInt64) -> Read {
        padded(bytes).withUnsafeBytes { memory in
            guard let start = memory.baseAddress else { return .value(0) }
            var reader = WireReader(start, start + bytes.count)
            do throws(WireError) { return .value(try body(&reader)) } catch { return .error(error.code, error.offset(from: start)) }
        }
    }

    static func varint(_ bytes: [UInt8]) -> Read { read(bytes) { reader throws(WireError) in try reader.varint() } }

    /// How many bytes are left after stepping over one field.
    static func skip(_ bytes: [UInt8]) -> Read {
        read(bytes) { reader throws(WireError) in
            let tag = try reader.tag()
            try reader.skip(tag)
            return UInt64(reader.rest.count)
        }
    }

    @Test("Numbers of one to ten bytes are read, with needless zeros too")
    func varints() {
        #expect(Self.varint([0]) == .value(0))
        #expect(Self.varint([0x7f]) == .value(127))
        #expect(Self.varint([0x80, 0x01]) == .value(128))
        #expect(Self.varint([0xac, 0x02]) == .value(300))
        #expect(Self.varint([0x81, 0x80, 0x80, 0x00]) == .value(1))
        #expect(Self.varint(Array(repeating: 0xff, count: 9) + [0x01]) == .value(.max))
    }

    @Test("A number that never ends, has more than 64 bits, or is cut off is an error where it begins")
    func badVarints() {
        #expect(Self.varint(Array(repeating: 0xff, count: 40)) == .error(.endlessVarint, 0))
        #expect(Self.varint(Array(repeating: 0xff, count: 9) + [0x02]) == .error(.endlessVarint, 0))
        #expect(Self.varint([]) == .error(.beyondEnd, 0))
        #expect(Self.varint([0x80]) == .error(.beyondEnd, 0))
        // The zeros behind the end are readable, but not the number's.
        #expect(Self.varint(Array(repeating: 0x80, count: 9)) == .error(.beyondEnd, 0))
    }

    @Test("Words of four and eight bytes have their little end first and must be whole")
    func words() {
        #expect(Self.read([1, 2, 0, 0, 0, 0, 0, 0x80]) { r throws(WireError) in try r.fixed64() } == .value(0x8000_0000_0000_0201))
        #expect(Self.read([1, 2, 0, 0x80]) { r throws(WireError) in UInt64(try r.fixed32()) } == .value(0x8000_0201))
        #expect(Self.read([1, 2, 3, 4, 5, 6, 7]) { r throws(WireError) in try r.fixed64() } == .error(.beyondEnd, 0))
        #expect(Self.read([1, 2, 3]) { r throws(WireError) in UInt64(try r.fixed32()) } == .error(.beyondEnd, 0))
    }

    @Test("A length is checked against the message it stands in, however large it is")
    func lengths() {
        func length(_ bytes: [UInt8]) -> Read { Self.read(bytes) { r throws(WireError) in UInt64(try r.bytes().count) } }
        #expect(length([0]) == .value(0))
        #expect(length([3, 7, 8, 9]) == .value(3))
        #expect(length([4, 7, 8, 9]) == .error(.beyondEnd, 0))
        #expect(length(Array(repeating: 0xff, count: 9) + [0x01, 7]) == .error(.beyondEnd, 0))
        #expect(length([0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f]) == .error(.beyondEnd, 0))
        let nested = Self.read([4, 3, 7, 8, 9, 1, 2]) { r throws(WireError) in
            var inner = try r.message()
            return UInt64(try inner.bytes().count * 10 + inner.rest.count)
        }
        #expect(nested == .value(30))
        #expect(
            Self.read([2, 2, 7, 8]) { r throws(WireError) in
                var inner = try r.message()
                return UInt64(try inner.bytes().count)
            } == .error(.beyondEnd, 1))
    }

    @Test("A field of any wire type is stepped over")
    func skipping() {
        #expect(Self.skip([0x08, 0x96, 0x01, 0xee]) == .value(1))
        #expect(Self.skip([0x09, 1, 2, 3, 4, 5, 6, 7, 8, 0xee]) == .value(1))
        #expect(Self.skip([0x0a, 2, 0xee, 0xee, 0xee]) == .value(1))
        #expect(Self.skip([0x0d, 1, 2, 3, 4, 0xee]) == .value(1))
        // Field 1000 takes two bytes for its tag.
        #expect(Self.skip([0xc2, 0x3e, 1, 0xee, 0xee]) == .value(1))
    }

    @Test("Groups are stepped over, one within the other, without recursion")
    func groups() {
        #expect(Self.skip([0x0b, 0x0c, 0xee]) == .value(1))
        #expect(Self.skip([0x0b, 0x10, 7, 0x1b, 0x22, 1, 0xee, 0x1c, 0x0c, 0xee]) == .value(1))
        #expect(Self.skip([0x0b, 0x10, 7]) == .error(.beyondEnd, 3))
        #expect(Self.skip([0x0b, 0x14]) == .error(.badTag, 1))
        #expect(Self.skip([0x0c]) == .error(.badTag, 1))
        let depth = 100_000
        let deep = Array(repeating: 0x0b as UInt8, count: depth) + Array(repeating: 0x0c, count: depth)
        #expect(Self.skip(deep) == .value(0))
        #expect(Self.skip(Array(deep.dropLast())) == .error(.beyondEnd, deep.count - 1))
    }

    @Test("A field numbered 0, of a wire type that does not exist, or with a number beyond 32 bits is an error")
    func badTags() {
        #expect(Self.skip([0x00, 1]) == .error(.badTag, 0))
        #expect(Self.skip([0x07, 1]) == .error(.badTag, 0))
        #expect(Self.skip([0x0e, 1]) == .error(.badTag, 1))
        #expect(Self.skip([0x0f, 1]) == .error(.badTag, 1))
        #expect(Self.skip([0xff, 0xff, 0xff, 0xff, 0x7f, 1]) == .error(.badTag, 0))
    }

    @Test("What the writer writes is what protobuf writers write, with lengths no longer than needed")
    func writing() {
        var wire = WireWriter(capacity: 1)
        let outer = wire.begin(0x0a)
        wire.varint(0x10, 300)
        let inner = wire.begin(0x1a)
        wire.fixed64(0x21, 1)
        wire.end(inner)
        [0x61, 0x62].withUnsafeBytes { wire.bytes(0x2a, UnsafeRawBufferPointer(rebasing: $0[..<1])) }
        wire.end(outer)
        wire.end(wire.begin(0x12))
        #expect(
            Array(wire.bytes) == [0x0a, 17, 0x10, 0xac, 0x02, 0x1a, 9, 0x21, 1, 0, 0, 0, 0, 0, 0, 0, 0x2a, 1, 0x61, 0x12, 0])
    }

    @Test(
        "Messages of every length around the steps of a length's size are read as they were written",
        arguments: [
            0, 1, 127, 128, 129, 16_383, 16_384, 16_385, 2_097_151, 2_097_152,
        ])
    func longMessages(_ length: Int) {
        var wire = WireWriter(capacity: 16)
        let content = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        let outer = wire.begin(0x0a)
        let inner = wire.begin(0x12)
        content.withUnsafeBytes { wire.raw($0) }
        wire.end(inner)
        wire.end(outer)
        wire.varint(0x18, 7)
        let written = Array(wire.bytes)
        var found: [UInt8] = []
        let last = Self.read(written) { r throws(WireError) in
            _ = try r.tag()
            var message = try r.message()
            _ = try message.tag()
            found = Array(try message.bytes())
            _ = try r.tag()
            return try r.varint()
        }
        #expect(last == .value(7))
        #expect(found == content)
    }

    @Test("Random numbers are read as they were written")
    func randomNumbers() {
        var random = SeededGenerator(seed: 7)
        for _ in 0..<2000 {
            let number = random.next() >> (random.next() & 63)
            var wire = WireWriter(capacity: 1)
            wire.varint(number)
            #expect(Self.varint(Array(wire.bytes)) == .value(number))
        }
    }
}

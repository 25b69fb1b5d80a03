import Testing

@testable import TraceFormats

/// Arrays and maps of OTLP as JSON text.
@Suite struct OTLPProtobufValueTests {
    /// A field that holds bytes.
    static func field(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
        var wire = WireWriter(capacity: 64)
        content.withUnsafeBytes { wire.bytes(UInt32(tag), $0) }
        return Array(wire.bytes)
    }

    static func string(_ text: String) -> [UInt8] { field(0x0a, Array(text.utf8)) }
    static func array(_ values: [[UInt8]]) -> [UInt8] { field(0x2a, values.flatMap { field(0x0a, $0) }) }
    static func map(_ pairs: [(String, [UInt8])]) -> [UInt8] {
        field(0x32, pairs.flatMap { field(0x0a, field(0x0a, Array($0.0.utf8)) + field(0x12, $0.1)) })
    }

    /// The text of an AnyValue that holds an array or map; nil when it nests too deeply.
    static func text(_ value: [UInt8]) throws -> String? {
        let memory = padded(value)
        var writer = OTLPValueText()
        return try memory.withUnsafeBytes { bytes -> String? in
            guard let start = bytes.baseAddress else { return nil }
            let isWhole =
                switch try OTLPValue(WireReader(start, start + value.count)) {
                case .array(let elements): try writer.write(elements, isMap: false)
                case .map(let elements): try writer.write(elements, isMap: true)
                default: false
                }
            return isWhole ? String(decoding: writer.bytes, as: UTF8.self) : nil
        }
    }

    @Test("Every type has its JSON, and real numbers stay apart from whole ones")
    func types() throws {
        var wire = WireWriter()
        wire.fixed64(0x21, (1.0).bitPattern)
        let one = Array(wire.bytes)
        wire.removeAll()
        wire.fixed64(0x21, (-0.25).bitPattern)
        let quarter = Array(wire.bytes)
        wire.removeAll()
        wire.fixed64(0x21, (9007199254740992.0).bitPattern)
        let large = Array(wire.bytes)
        wire.removeAll()
        wire.fixed64(0x21, Double.nan.bitPattern)
        let nan = Array(wire.bytes)
        wire.removeAll()
        wire.varint(0x18, UInt64(bitPattern: Int64.min))
        let least = Array(wire.bytes)
        let values = [
            Self.string("a\"b"), [0x10, 1], [0x10, 0], [0x18, 7], least, one, quarter, large, nan, Self.field(0x3a, [0, 1, 255]), [],
        ]
        #expect(
            try Self.text(Self.array(values))
                == #"["a\"b",true,false,7,-9223372036854775808,1.0,-0.25,9007199254740992.0,"NaN","AAH/",null]"#)
        #expect(
            try Self.text(Self.map([("k", Self.string("v")), ("n", Self.map([("deep", [0x18, 1])])), ("", Self.array([]))]))
                == #"{"k":"v","n":{"deep":1},"":[]}"#)
    }

    @Test("Unknown fields are stepped over, and of several values the last counts")
    func oddities() throws {
        #expect(try Self.text(Self.field(0x2a, [0x18, 5] + Self.field(0x0a, [0x18, 1, 0x20, 9, 0x18, 2]) + [0x12, 0])) == "[2]")
        // A pair without a value, one without a key, one with the value first.
        let pairs = Self.field(0x0a, Self.string("k")) + Self.field(0x0a, Self.field(0x12, [0x18, 1]))
        let turned = Self.field(0x0a, Self.field(0x12, [0x18, 2]) + Self.string("t"))
        #expect(try Self.text(Self.field(0x32, pairs + turned)) == #"{"k":null,"":1,"t":2}"#)
    }

    @Test("64 levels are written; 10,000 are given up on in bounded time")
    func depth() throws {
        func nested(_ depth: Int) -> [UInt8] {
            // Built from the inside out, as lengths want it, backwards.
            var backwards: [UInt8] = []
            for level in 0..<depth {
                if level > 0 { backwards += Self.header(0x0a, backwards.count) }
                backwards += Self.header(0x2a, backwards.count)
            }
            return backwards.reversed()
        }
        #expect(try Self.text(nested(64)) == String(repeating: "[", count: 64) + String(repeating: "]", count: 64))
        #expect(try Self.text(nested(65)) == nil)
        #expect(try Self.text(nested(10_000)) == nil)
    }

    /// A tag and a length, backwards.
    static func header(_ tag: UInt8, _ length: Int) -> [UInt8] {
        var wire = WireWriter(capacity: 16)
        wire.varint(UInt64(tag))
        wire.varint(UInt64(length))
        return wire.bytes.reversed()
    }

    @Test("A length that reaches beyond its value is an error")
    func damage() {
        #expect(throws: WireError.self) { try Self.text([0x2a, 4, 0x0a, 3, 0x18, 1]) }
        #expect(throws: WireError.self) { try Self.text([0x32, 4, 0x0a, 2, 0x0a, 9]) }
    }
}

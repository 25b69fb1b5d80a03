import Foundation
import TestSupport
import Testing

@testable import TraceFormats

/// Telling OTLP protobuf from other bytes.
@Suite struct OTLPProtobufShapeTests {
    static func recognises(_ bytes: [UInt8], size: Int?) -> Bool {
        padded(bytes).withUnsafeBytes {
            OTLPProtobufDecoder.recognises(head: UnsafeRawBufferPointer(rebasing: $0[..<bytes.count]), size: size)
        }
    }

    static func recognises(_ bytes: [UInt8]) -> Bool { recognises(bytes, size: bytes.count) }

    @Test("A message is recognised, bare and framed, whole or by its beginning")
    func sound() {
        let bare = OTLPMessage.traces(.span("a"), .span("b", id: 2)).bytes
        let framed = OTLPMessage.framed([], .traces(.span("a")), .traces(.span("b", id: 2)))
        for bytes in [bare, framed] {
            #expect(Self.recognises(bytes))
            #expect(Self.recognises(bytes, size: nil))
            #expect(Self.recognises(Array(bytes.prefix(90)), size: bytes.count))
        }
        // A damaged end does not matter; spans that were read before it do.
        #expect(Self.recognises(framed + [0xff, 0xff, 0xff]))
    }

    @Test("A beginning that is all resource is taken for one, for it is long")
    func longResource() {
        let resource: OTLPMessage = [.message(ResourceField.attribute.rawValue, .pair("args", String(repeating: "x", count: 9000)))]
        let scope: OTLPMessage = [.message(ScopeSpansField.span.rawValue, .span("s"))]
        let bytes = OTLPMessage([.message(0x0a, [.message(0x0a, resource), .message(0x12, scope)])]).bytes
        #expect(Self.recognises(bytes))
        #expect(Self.recognises(Array(bytes.prefix(4096)), size: bytes.count))
    }

    @Test("Metrics and logs, whose outer messages are the same, are not traces")
    func otherSignals() {
        let metric: OTLPMessage = [.text(0x0a, "process.cpu.time"), .text(0x12, "CPU"), .message(0x3a, [.varint(0x10, 2)])]
        let record: OTLPMessage = [.fixed64(0x09, 5), .varint(0x10, 9), .text(0x1a, "INFO")]
        for other in [metric, record] {
            let message = OTLPMessage.traces(other)
            #expect(!Self.recognises(message.bytes))
            #expect(!Self.recognises(OTLPMessage.framed(message)))
        }
    }

    @Test("Texts, images and archives are refused")
    func foreign() {
        let texts = [
            "", "\n", "\n\n\n\n", "\n{\"data\":[]}", "\n\tfunc main() {\n\t\tprintln(1)\n\t}\n", "{\"resourceSpans\":[]}", "\0\0\0\0",
            "\0\0\0\u{5}hello", "\u{89}PNG\r\n\u{1a}\n", "PK\u{3}\u{4}", "%PDF-1.7\n", "\u{a}\u{4}\u{a}\u{2}\u{8}\u{1}",
        ]
        #expect(texts.filter { Self.recognises(Array($0.utf8)) }.isEmpty)
    }

    @Test("Random bytes are refused, whatever they begin with")
    func randomBytes() {
        var random = SeededGenerator(seed: 11)
        for round in 0..<4000 {
            var bytes = (0..<400).map { _ in UInt8(truncatingIfNeeded: random.next()) }
            if round % 2 == 0 { bytes[0] = 0x0a }
            if round % 4 == 1 { bytes.replaceSubrange(0..<5, with: [0, 0, 0, 200, 0x0a]) }
            #expect(!Self.recognises(bytes))
        }
    }

    @Test("Files of other formats are refused, those of this one are not")
    func fixtures() throws {
        guard Places.hasFixtures else { return print("fixtures are absent: no other formats were tried") }
        for folder in ["zipkin-lens", "otlp-proto-examples", "otlp-binary"] {
            let folder = Places.fixtures.appendingPathComponent("formats/\(folder)")
            for file in try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil) {
                let isOurs = ["pushbytes.pb", "pushbytes.framed.pb"].contains(file.lastPathComponent)
                #expect(Self.recognises(Array(try Data(contentsOf: file))) == isOurs, "\(file.lastPathComponent)")
            }
        }
    }
}

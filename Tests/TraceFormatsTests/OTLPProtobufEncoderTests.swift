import TestSupport
import Testing
import TraceModel

@testable import TraceFormats

/// Spans as OTLP protobuf has them, and read back as they were.
@Suite struct OTLPProtobufEncoderTests {
    /// What a snapshot becomes, and what is lost of it.
    static func encoded(_ snapshot: Snapshot, _ framing: OTLPProtobufEncoder.Framing = .bare) throws -> ([UInt8], [ConversionLoss]) {
        var bytes: [UInt8] = []
        var encoder = OTLPProtobufEncoder(framing: framing) { bytes.append(contentsOf: $0) }
        try encoder.encode(snapshot)
        try encoder.finish()
        return (bytes, encoder.losses)
    }

    @Test("A document of nothing is empty")
    func nothing() {
        #expect(OTLPProtobufEncoder.bytes(of: .empty).isEmpty)
        #expect(OTLPProtobufEncoder.bytes(of: .empty, framing: .framed).isEmpty)
    }

    @Test("Every field stands where OTLP has it")
    func wholeSpan() throws {
        let (bytes, losses) = try Self.encoded(
            built { writer, span in
                span.parent = SpanID(0xef)
                span.name = writer.intern("GET /")
                (span.start, span.duration) = (1_767_603_600_000_000_001, 250)
                span.facts.kind = .client
                span.facts.status = .error
                span.facts.isError = true
                writer.attribute("s", .string("text"))
                writer.attribute("otel.status_description", .string("late"))
                writer.attribute("w3c.tracestate", .string("a=1"))
                writer.attribute("otel.dropped_links_count", .int64(3))
                writer.beginEvent()
                writer.attribute("n", .int64(1))
                writer.endEvent(time: 5, name: writer.intern("sent"))
                writer.beginLink()
                writer.attribute("w3c.tracestate", .string("b=2"))
                writer.endLink(.followsFrom, trace: TraceID(high: 1, low: 2), isSameTrace: false, span: SpanID(3), hasTextID: false)
            })
        let zeros: [UInt8] = [0, 0, 0, 0, 0, 0, 0]
        let event: OTLPMessage = [
            .fixed64(0x09, 5), .text(0x12, "sent"), .message(0x1a, [.text(0x0a, "n"), .message(0x12, [.varint(0x18, 1)])]),
        ]
        let link: OTLPMessage = [
            .bytes(0x0a, zeros + [1] + zeros + [2]), .bytes(0x12, zeros + [3]), .text(0x1a, "b=2"),
            .message(0x22, .pair("opentracing.ref_type", "follows_from")),
        ]
        let span: OTLPMessage = [
            .bytes(0x0a, [0] + zeros + zeros + [0xab]), .bytes(0x12, zeros + [0xcd]), .text(0x1a, "a=1"), .bytes(0x22, zeros + [0xef]),
            .text(0x2a, "GET /"), .varint(0x30, 3), .fixed64(0x39, 1_767_603_600_000_000_001), .fixed64(0x41, 1_767_603_600_000_000_251),
            .message(0x4a, .pair("s", "text")), .message(0x5a, event), .message(0x6a, link), .varint(0x70, 3),
            .message(0x7a, [.text(0x12, "late"), .varint(0x18, 2)]),
        ]
        #expect(bytes == OTLPMessage.traces(span, service: "Shop").bytes)
        #expect(losses.isEmpty)
    }

    @Test("What is nested is written as OTLP's values and read as the same text")
    func nestedValues() throws {
        let texts: [AttributeValue] = [
            .array(json: "[]"), .map(json: "{}"), .array(json: #"[1,-2.5,1.0,1e+30,true,false,null,"a\"b\n",[],{}]"#),
            .map(json: #"{"k":"v","n":{"deep":[[1],[2,{"x":null}]]},"":0}"#), .array(json: #"["NaN",9223372036854775807]"#),
        ]
        let snapshot = built { writer, _ in
            for (index, text) in texts.enumerated() { writer.attribute("k\(index)", text) }
        }
        let (bytes, losses) = try Self.encoded(snapshot)
        let result = decodeProtobuf(bytes)
        #expect(result.snapshot[result.snapshot.traces[0]].span(at: 0).attributes.map(\.value) == texts)
        #expect(losses.isEmpty)
    }

    @Test("A nested value that is no JSON, or nests too deeply, is written as text and counted")
    func oddNestedValues() throws {
        let deep = String(repeating: "[", count: 100) + String(repeating: "]", count: 100)
        let (bytes, losses) = try Self.encoded(
            built { writer, _ in
                writer.attribute("a", .array(json: "[1,"))
                writer.attribute("b", .map(json: #"{"x":1}}"#))
                writer.attribute("c", .array(json: deep))
            })
        let result = decodeProtobuf(bytes)
        #expect(result.trace.span(at: 0).attributes.map(\.value) == [.string("[1,"), .string(#"{"x":1}}"#), .string(deep)])
        #expect(losses == [ConversionLoss(.typedValue, count: 3)])
    }

    @Test("Ids always have 16 and 8 bytes; one that is text is counted, and its span keeps its place in the trace")
    func textIDs() throws {
        let text =
            #"{"data":[{"traceID":"the trace","spans":["#
            + #"{"traceID":"the trace","spanID":"root!","operationName":"a","startTime":1,"duration":9,"references":[],"processID":"p"},"#
            + #"{"traceID":"the trace","spanID":"2","operationName":"b","startTime":2,"duration":1,"processID":"p","#
            + #""references":[{"refType":"CHILD_OF","traceID":"the trace","spanID":"root!"}]}],"#
            + #""processes":{"p":{"serviceName":"s","tags":[]}}}]}"#
        let (bytes, losses) = try Self.encoded(decode(text).snapshot)
        #expect(losses == [ConversionLoss(.textID, count: 3)])
        let result = decodeProtobuf(bytes)
        #expect(result.codes.isEmpty)
        #expect(result.trace.level(of: 1) == 2)
        #expect(result.trace.span(at: 1).idText == "0000000000000002")
    }

    @Test("A long trace is written in messages of about a megabyte, framed so that each is whole")
    func longTrace() throws {
        let snapshot = OTLPRandomSpans(seed: 9).snapshot(spans: 5000, traces: 1)
        let (bytes, _) = try Self.encoded(snapshot, .framed)
        var sizes: [Int] = []
        var at = 0
        while at < bytes.count {
            let size = bytes[at..<at + 4].reduce(0) { $0 << 8 | Int($1) }
            sizes.append(size)
            at += 4 + size
        }
        #expect(at == bytes.count)
        #expect(sizes.count > 2)
        #expect(sizes.allSatisfy { $0 < 2 << 20 })
        #expect(decodeProtobuf(bytes).snapshot.wholeDump == snapshot.wholeDump)
    }

    @Test("Random spans with values of every type are read as they were written", arguments: 1...12)
    func randomRoundTrip(_ seed: UInt64) throws {
        let snapshot = OTLPRandomSpans(seed: seed).snapshot(spans: 150, traces: 7)
        let framing: OTLPProtobufEncoder.Framing = seed % 2 == 0 ? .bare : .framed
        let (bytes, losses) = try Self.encoded(snapshot, framing)
        #expect(losses.isEmpty)
        let whole = decodeProtobuf(bytes)
        #expect(whole.diagnostics.allSatisfy { [.missingStart, .negativeDuration].contains($0.code) })
        #expect(whole.snapshot.wholeDump == snapshot.wholeDump)
        #expect(OTLPProtobufEncoder.bytes(of: whole.snapshot, framing: framing).count == bytes.count)
        let cut = decodeProtobuf(bytes, windows: [Int(seed) * 97, 4096, 13])
        #expect(cut.snapshot.wholeDump == snapshot.wholeDump)
        let (inPieces, pieces) = decodeProtobuf(bytes, piece: 3000)
        #expect(inPieces.snapshot.wholeDump == snapshot.wholeDump)
        #expect(pieces > 3)
    }

    @Test("Spans of one resource and scope are found again in pieces that begin in the middle of them")
    func piecesWithinScopes() {
        let snapshot = OTLPRandomSpans(seed: 5).snapshot(spans: 3000, traces: 1)
        let bytes = OTLPProtobufEncoder.bytes(of: snapshot)
        let (inPieces, pieces) = decodeProtobuf(bytes, piece: 20_000)
        #expect(pieces > 10)
        #expect(inPieces.snapshot.wholeDump == snapshot.wholeDump)
        #expect(inPieces.diagnostics == decodeProtobuf(bytes).diagnostics)
    }
}

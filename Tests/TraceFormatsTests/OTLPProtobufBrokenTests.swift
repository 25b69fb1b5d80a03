import TestSupport
import Testing
import TraceModel

@testable import TraceFormats

/// What is made of damaged, cut and odd protobuf.
@Suite struct OTLPProtobufBrokenTests {
    @Test("An id of the wrong length keeps its bytes as text, and the span")
    func oddIDs() throws {
        let span: OTLPMessage = [
            .bytes(SpanField.traceID.rawValue, [0xca, 0xfe]), .bytes(SpanField.spanID.rawValue, [1, 2, 3]),
            .bytes(SpanField.parentSpanID.rawValue, Array(repeating: 0xee, count: 9)), .text(SpanField.name.rawValue, "s"),
            .fixed64(SpanField.start.rawValue, 1), .fixed64(SpanField.end.rawValue, 2),
        ]
        let result = decodeProtobuf(OTLPMessage.traces(span).bytes)
        let found = try #require(result.span("s"))
        #expect(found.idText == "010203")
        #expect(found.namedParentIDText == String(repeating: "ee", count: 9))
        #expect(result.trace.idText == "cafe")
        #expect(result.diagnostics.map { "\($0.code.rawValue) \($0.count)" } == ["invalid-id 3"])
    }

    @Test("A span without a trace id is left out, one without an id is kept")
    func missingIDs() throws {
        let nameless: OTLPMessage = [
            .bytes(SpanField.spanID.rawValue, Array(repeating: 1, count: 8)), .text(SpanField.name.rawValue, "lost"),
            .fixed64(SpanField.start.rawValue, 1),
        ]
        let noID: OTLPMessage = [
            .bytes(SpanField.traceID.rawValue, Array(repeating: 1, count: 16)), .text(SpanField.name.rawValue, "kept"),
            .fixed64(SpanField.start.rawValue, 1), .fixed64(SpanField.end.rawValue, 1),
        ]
        let result = decodeProtobuf(OTLPMessage.traces(nameless, noID).bytes)
        #expect(result.codes == [.missingTraceID, .missingSpanID])
        #expect(result.snapshot.spanCount == 1)
        #expect(result.span("kept")?.idText == "")
    }

    @Test("Times may be missing, turned round or beyond what 63 bits hold")
    func oddTimes() throws {
        func span(_ name: String, _ id: UInt8, _ start: UInt64?, _ end: UInt64?) -> OTLPMessage {
            OTLPMessage(
                [
                    .bytes(SpanField.traceID.rawValue, Array(repeating: 1, count: 16)),
                    .bytes(SpanField.spanID.rawValue, [0, 0, 0, 0, 0, 0, 0, id]), .text(SpanField.name.rawValue, name),
                ] + (start.map { [.fixed64(SpanField.start.rawValue, $0)] } ?? [])
                    + (end.map { [.fixed64(SpanField.end.rawValue, $0)] } ?? []))
        }
        let result = decodeProtobuf(
            OTLPMessage.traces(
                span("none", 1, nil, nil), span("turned", 2, 500, 200), span("huge", 3, 1 << 63, .max), span("open", 4, 7, 0),
                span("epoch", 5, 0, 9), span("endOnly", 6, nil, 9)
            ).bytes)
        #expect(result.span("none")?.start == nil)
        #expect(result.span("turned")?.duration == -300)
        #expect(result.span("huge")?.start == nil)
        let open = try #require(result.span("open"))
        #expect(open.start == 7)
        #expect(open.facts.lacksDuration)
        #expect(result.span("epoch")?.start == 0)
        #expect(result.span("epoch")?.duration == 9)
        #expect(result.span("endOnly")?.facts.lacksDuration == true)
        let found = result.diagnostics.map { "\($0.code.rawValue) \($0.count)" }
        #expect(found == ["missing-start 3", "negative-duration 1", "time-out-of-range 2"])
    }

    @Test("Cut anywhere, what came before is kept and the cut is reported once, where it is")
    func cuts() {
        let whole = OTLPMessage.traces(.span("a"), .span("b", id: 2), .span("c", id: 3)).bytes
        let framed = OTLPMessage.framed(.traces(.span("a")), .traces(.span("b", id: 2)))
        for bytes in [whole, framed] {
            var most = 0
            for length in 1..<bytes.count {
                let result = decodeProtobuf(Array(bytes[..<length]))
                let isBetweenFrames = bytes == framed && length == framed.count / 2
                #expect(result.codes == (isBetweenFrames ? [] : [.truncated]), "after \(length) bytes")
                #expect(result.diagnostics.allSatisfy { $0.place.byteOffset.map { $0 <= length } ?? false && $0.count == 1 })
                #expect(result.snapshot.spanCount >= most)
                most = result.snapshot.spanCount
            }
            #expect(most == (bytes == framed ? 1 : 2))
        }
    }

    @Test("A damaged span is left out with its place; its neighbours are kept")
    func damagedSpan() {
        var broken = OTLPMessage.span("b", id: 2).bytes
        // The length of the name, which follows the two ids.
        let place = 18 + 10 + 1
        #expect(broken[place] == 1)
        broken[place] = 0x70
        let bytes = OTLPMessage.traces(.span("a"), OTLPMessage([.raw(broken)]), .span("c", id: 3)).bytes
        let result = decodeProtobuf(bytes)
        #expect(result.snapshot.spanCount == 2)
        #expect(result.codes == [.damagedMessage])
        let first = bytes.firstRange(of: broken)?.lowerBound
        #expect(result.diagnostics.first?.place.byteOffset == first.map { $0 + place })
    }

    @Test("Damage in a frame costs that frame alone")
    func damagedFrame() {
        let damaged = OTLPMessage([.raw([0x0a, 0x05, 0x0f, 1, 2, 3, 4])])
        let result = decodeProtobuf(OTLPMessage.framed(.traces(.span("a")), damaged, .traces(.span("b", id: 2))))
        #expect(result.snapshot.spanCount == 2)
        #expect(result.codes == [.damagedMessage])
    }

    @Test("A frame longer than the file gives what there is of it")
    func longFrame() {
        let message = OTLPMessage.traces(.span("a"))
        let result = decodeProtobuf(OTLPMessage.framed(.traces(.span("z", id: 9))) + [0x7f, 0xff, 0xff, 0xff] + message.bytes)
        #expect(result.snapshot.spanCount == 2)
        #expect(result.codes == [.truncated])
    }

    @Test("Unknown fields of every wire type are stepped over on every level")
    func unknownFields() throws {
        let unknown = OTLPMessage.Field.raw(
            [0xc8, 0x3e, 5] + [0xc9, 0x3e, 1, 2, 3, 4, 5, 6, 7, 8] + [0xca, 0x3e, 2, 9, 9] + [0xcd, 0x3e, 1, 2, 3, 4]
                + [0xcb, 0x3e, 0x08, 1, 0xcc, 0x3e])
        let pair: OTLPMessage = [unknown, .raw(OTLPMessage.pair("k", "v").bytes), unknown]
        let span = OTLPMessage([unknown, .raw(OTLPMessage.span("s", [.message(SpanField.attribute.rawValue, pair)]).bytes), unknown])
        let bytes = OTLPMessage([
            .message(
                0x0a,
                [
                    unknown, .message(0x0a, [unknown, .message(0x0a, .pair("service.name", "shop")), unknown]), unknown,
                    .message(0x12, [unknown, .message(0x0a, [unknown]), .message(0x12, span), unknown]), unknown,
                ]), unknown,
        ]).bytes
        for windows in [[], [1], [64]] {
            let result = decodeProtobuf(bytes, windows: windows)
            #expect(result.codes.isEmpty)
            #expect(result.span("s")?.attributes["k"] == .string("v"))
            #expect(result.span("s")?.service == "shop")
        }
    }

    @Test("A scope that stands too far behind its spans is reported, not waited for")
    func lateScope() {
        let scopeSpans: OTLPMessage = [
            .message(ScopeSpansField.span.rawValue, .span("s")), .bytes(0x7a, Array(repeating: 7, count: DecoderLimits.lookAhead)),
            .message(ScopeSpansField.scope.rawValue, [.text(ScopeField.name.rawValue, "late")]),
        ]
        let bytes = OTLPMessage([.message(0x0a, [.message(0x12, scopeSpans)])]).bytes
        for windows in [[], [8 << 20]] {
            let result = decodeProtobuf(bytes, windows: windows)
            #expect(result.codes == [.lateResource])
            #expect(result.span("s")?.resource.scope == nil)
        }
    }

    @Test("A span of more than 128 MiB is stepped over, its neighbours are kept")
    func hugeSpan() {
        let huge = OTLPMessage([.bytes(SpanField.name.rawValue, Array(repeating: 0x61, count: OTLPLimits.span))])
        let result = decodeProtobuf(OTLPMessage.traces(.span("a"), huge, .span("b", id: 2)).bytes)
        #expect(result.codes == [.notASpan])
        #expect(result.snapshot.spanCount == 2)
    }

    @Test("10,000 nested values are given up on; the span is kept")
    func nesting() throws {
        var backwards: [UInt8] = []
        for level in 0..<10_000 {
            if level > 0 { backwards += OTLPProtobufValueTests.header(0x0a, backwards.count) }
            backwards += OTLPProtobufValueTests.header(0x2a, backwards.count)
        }
        let pair: OTLPMessage = [.text(0x0a, "deep"), .bytes(0x12, backwards.reversed())]
        let result = decodeProtobuf(OTLPMessage.traces(.span("s", [.message(SpanField.attribute.rawValue, pair)])).bytes)
        #expect(result.codes == [.nestingTooDeep])
        #expect(result.span("s")?.attributes["deep"] == .null)
    }

    @Test("Logs and metrics in a span's place are counted, not taken for spans")
    func otherSignals() {
        let metric: OTLPMessage = [.text(0x0a, "process.cpu.time"), .text(0x12, "CPU seconds"), .message(0x3a, [.varint(0x10, 2)])]
        let record: OTLPMessage = [
            .fixed64(0x09, 5), .varint(0x10, 9), .text(0x1a, "INFO"), .bytes(0x4a, Array(repeating: 0xfe, count: 16)),
            .bytes(0x52, Array(repeating: 0xfe, count: 8)),
        ]
        let result = decodeProtobuf(OTLPMessage.framed(.traces(.span("a")), .traces(metric), .traces(record, record)))
        #expect(result.snapshot.spanCount == 1)
        #expect(result.diagnostics.filter { $0.code != .invalidID }.map { "\($0.code.rawValue) \($0.count)" } == ["other-signal 3"])
    }

    @Test("Text that is no UTF-8 is noted and kept")
    func badText() throws {
        let result = decodeProtobuf(OTLPMessage.traces(.span("s", [.bytes(SpanField.traceState.rawValue, [0x61, 0xff])])).bytes)
        #expect(result.codes == [.invalidUTF8])
        #expect(result.span("s")?.attributes["w3c.tracestate"] == .string("a\u{fffd}"))
    }

    @Test("Random flips and cuts never trap, and windows of any size give what one window gives")
    func flips() {
        var random = SeededGenerator(seed: 3)
        let sound = OTLPMessage.framed(
            .traces(.span("a"), .span("b", id: 2, [.message(SpanField.attribute.rawValue, .pair("k", "v"))])),
            .traces(.span("c", id: 3, [.message(SpanField.event.rawValue, [.text(0x12, "e")])]), service: "other"))
        for _ in 0..<1500 {
            var bytes = sound
            for _ in 0...random.next() % 3 { bytes[Int(random.next() % UInt64(bytes.count))] = UInt8(truncatingIfNeeded: random.next()) }
            let whole = decodeProtobuf(bytes)
            let cut = decodeProtobuf(bytes, windows: [1 + Int(random.next() % 40), 1 + Int(random.next() % 200)])
            #expect(whole.snapshot.dump == cut.snapshot.dump)
            #expect(whole.codes == cut.codes)
        }
    }
}

import TestSupport
import Testing
import TraceModel

@testable import TraceFormats

@Suite struct OTLPJSONSpanTests {
    private func span(_ more: String) -> (Decoded, Span?) {
        let decoded = decode(otlp(otlpSpan(more)))
        return (decoded, decoded.span("op"))
    }

    private func replaced(_ field: String, with value: String) -> Decoded {
        decode(otlp(otlpSpan().replacing(field, with: value)))
    }

    @Test(arguments: [
        ("2", SpanKind.server), ("\"3\"", .client), ("\"SPAN_KIND_PRODUCER\"", .producer), ("\"consumer\"", .consumer), ("0", .unspecified),
        ("\"SPAN_KIND_UNSPECIFIED\"", .unspecified), ("1", .internal), ("null", .unspecified), ("4.0", .unspecified),
    ])
    func `a kind is a number or a name`(_ text: String, _ kind: SpanKind) {
        #expect(span(#""kind":"# + text).1?.kind == kind)
        #expect(span(#""kind":"# + text + "  ").1?.kind == kind)
    }

    @Test func `a kind that is none is told`() {
        #expect(span(#""kind":"SPAN_KIND_X""#).0.codes == [.badType])
        #expect(span(#""kind":9"#).0.codes == [.badNumber])
    }

    @Test(arguments: [
        ("{\"code\":2}", SpanStatus.error), ("{\"code\":\"STATUS_CODE_ERROR\"}", .error), ("{\"code\":\"2\"}", .error),
        ("{\"code\":1}", .ok),
        ("{}", .unset), ("null", .unset), ("{\"code\":0}", .unset), ("{\"code\":\"STATUS_CODE_UNSET\"}", .unset),
        ("{\"code\":\"Ok\"}", .ok),
    ])
    func `a status is a number or a name, and only an error makes one`(_ text: String, _ status: SpanStatus) {
        let (decoded, span) = span(#""status":"# + text)
        #expect(span?.status == status)
        #expect(span?.isError == (status == .error))
        #expect(decoded.codes == [])
    }

    @Test func `an attribute named error makes none`() {
        #expect(span(#""attributes":[{"key":"error","value":{"boolValue":true}}]"#).1?.isError == false)
    }

    @Test func `what the columns have no place for is an attribute`() {
        let (decoded, span) = span(
            #""status":{"message":"no \"money\""},"traceState":"a=b","droppedAttributesCount":1,"droppedEventsCount":"2","dropped_links_count":3"#
        )
        #expect(
            span?.attributes.map { "\($0.key)=\($0.value.text)" } == [
                #"otel.status_description=no "money""#, "w3c.tracestate=a=b", "otel.dropped_attributes_count=1",
                "otel.dropped_events_count=2",
                "otel.dropped_links_count=3",
            ])
        #expect(span?.attributes["otel.dropped_events_count"] == .int64(2))
        #expect(decoded.codes == [])
        #expect(self.span(#""traceState":"","droppedAttributesCount":0,"status":{"message":""}"#).1?.attributes.count == 0)
    }

    @Test func `events and links keep their attributes`() {
        let (decoded, span) = span(
            #"""
            "events":[{"timeUnixNano":"1700000000000000003","name":"cache miss","attributes":[{"key":"k","value":{"intValue":1}}],"droppedAttributesCount":4},
            {"time_unix_nano":1700000000000000004}],
            "links":[{"traceId":"0000000000000000000000000000000b","spanId":"00000000000000ff","traceState":"x=y",
            "attributes":[{"key":"why","value":{"stringValue":"retry"}}]},{"traceId":"0000000000000000000000000000000A","spanId":"0000000000000002"}]
            """#)
        let events = span.map { Array($0.events) } ?? []
        #expect(events.map(\.time) == [1_700_000_000_000_000_003, 1_700_000_000_000_000_004])
        #expect(events.first?.name == "cache miss")
        #expect(events.first?.attributes.map { "\($0.key)=\($0.value.text)" } == ["k=1", "otel.dropped_attributes_count=4"])
        let links = span.map { Array($0.links) } ?? []
        #expect(links.map(\.kind) == [.other, .other])
        #expect(links.map(\.isSameTrace) == [false, true])
        #expect(links.first?.traceIDText == "000000000000000b")
        #expect(links.first?.attributes.map { "\($0.key)=\($0.value.text)" } == ["why=retry", "w3c.tracestate=x=y"])
        #expect(decoded.codes == [])
    }

    @Test func `ids in base 64 are those in hex`() {
        let text = otlpSpan(#""parentSpanId":"\/\/\/\/\/\/\/\/\/\/8=""#)
            .replacing("0000000000000000000000000000000a", with: "O6VWCcPN5JZJzXfR+dzZNg==").replacing(
                "0000000000000001", with: "Sc130fnc2TY=")
        let decoded = decode(otlp(text))
        #expect(decoded.trace.idText == "3ba55609c3cde49649cd77d1f9dcd936")
        #expect(decoded.span("op")?.idText == "49cd77d1f9dcd936")
        #expect(decoded.span("op")?.namedParentID == SpanID(.max))
        #expect(decoded.codes == [])
    }

    @Test func `ids of another length or form are kept and told`() {
        let text = otlpSpan(#""parentSpanId":"root!""#).replacing("0000000000000000000000000000000a", with: "trace-x").replacing(
            "0000000000000001", with: "abc")
        let decoded = decode(otlp(text))
        #expect(decoded.trace.idText == "trace-x")
        #expect(decoded.span("op")?.idText == "0000000000000abc")
        #expect(decoded.span("op")?.namedParentIDText == "root!")
        #expect(decoded.codes == [.invalidID])
        #expect(decoded.diagnostics.first?.count == 3)
    }

    @Test(arguments: [#""parentSpanId":"""#, #""parentSpanId":null"#, #""parentSpanId":"0000000000000000""#])
    func `no parent is none`(_ field: String) {
        #expect(decode(otlp(otlpSpan(field))).trace.rootSpans == 1)
    }

    @Test func `a span without ids is told`() {
        #expect(replaced(#""traceId":"0000000000000000000000000000000a","#, with: "").codes == [.missingTraceID])
        #expect(replaced(#""spanId":"0000000000000001","#, with: "").codes == [.missingSpanID])
        #expect(replaced(#""spanId":"0000000000000001","#, with: "").snapshot.spanCount == 1)
    }

    @Test(arguments: ["1700000000000000009", "1.700000000000000009e18", "\"1700000000000000009\"", "17e17"])
    func `times are strings or numbers`(_ end: String) {
        let duration = replaced(#""1700000000000000009""#, with: end).span("op")?.duration
        #expect(duration == (end.contains("e") ? 0 : 9))
    }

    @Test func `times that are missing or none are told`() {
        let open = replaced(#""1700000000000000009""#, with: "\"0\"").span("op")
        #expect(open?.facts.lacksDuration == true)
        #expect(open?.start == 1_700_000_000_000_000_000)
        let late = replaced(#""1700000000000000009""#, with: #""18446744073709551615""#)
        #expect(late.codes == [.timeOutOfRange])
        #expect(late.span("op")?.facts.lacksDuration == true)
        let none = replaced(#""startTimeUnixNano":"1700000000000000000","#, with: "")
        #expect(none.codes == [.missingStart])
        #expect(none.span("op")?.start == nil)
        let back = replaced(#""1700000000000000009""#, with: #""1699999999999999991""#)
        #expect(back.codes == [.negativeDuration])
        #expect(back.span("op")?.duration == -9)
        #expect(replaced(#""1700000000000000009""#, with: "\"soon\"").codes == [.badNumber])
        #expect(replaced(#""1700000000000000000""#, with: "0").span("op")?.start == 0)
        #expect(
            replaced(#""1700000000000000000""#, with: "-9223372036854775808").codes == [.timeOutOfRange])
    }

    @Test func `a service name that is no string stays an attribute`() {
        let decoded = decode(
            otlp(otlpSpan(), resource: #"{"attributes":[{"key":"service.name","value":{"intValue":5}}],"droppedAttributesCount":2}"#))
        #expect(decoded.span("op")?.resource.serviceID == nil)
        #expect(decoded.span("op")?.resource.attributes["service.name"] == .int64(5))
        #expect(decoded.span("op")?.resource.attributes["otel.dropped_attributes_count"] == .int64(2))
    }

    @Test func `nineteen digits are read at once, and only digits`() {
        for text in ["1700000000000000009", "9223372036854775807", "0000000000000000000"] {
            let bytes = padded(Array(text.utf8))
            #expect(bytes.withUnsafeBytes { $0.baseAddress.flatMap { DecimalWords.nineteen($0) } } == Int64(text))
        }
        for text in ["9223372036854775808", "9999999999999999999", "170000000000000000x", "17000000-0000000009", "1700000000000000:09"] {
            let bytes = padded(Array(text.utf8))
            #expect(bytes.withUnsafeBytes { $0.baseAddress.flatMap { DecimalWords.nineteen($0) } } == nil)
        }
    }
}

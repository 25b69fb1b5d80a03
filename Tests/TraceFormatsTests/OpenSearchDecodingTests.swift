import TestSupport
import Testing
import TraceModel

@testable import TraceFormats

/// A document as Data Prepper wrote it first, with a key for each attribute.
private let flat = #"""
    {"traceId":"0000000000000000000000000000000a","spanId":"0000000000000001","traceState":"a=b","parentSpanId":"","name":"/cart","kind":"SPAN_KIND_SERVER",
    "startTime":"2023-11-14T22:13:20.000000001Z","endTime":"2023-11-14T22:13:20.065Z","durationInNanos":64999999,"serviceName":"cart",
    "events":[{"name":"hit","time":"2023-11-14T22:13:20.000000002Z","attributes":{"cache@key":"k"},"droppedAttributesCount":3}],
    "links":[{"traceId":"0000000000000000000000000000000b","spanId":"0000000000000009","attributes":{"why":"retry"}}],
    "droppedAttributesCount":1,"traceGroup":"/cart","traceGroupFields.endTime":"2023-11-14T22:13:21Z","traceGroupFields.statusCode":0,
    "span.attributes.http@method":"GET","span.attributes.http@status_code":503,"span.attributes.list":[1,"a"],
    "resource.attributes.service@name":"cart","resource.attributes@host@name":"h1","instrumentationScope.name":"lib",
    "status.code":2,"status.message":"no"}
    """#

/// The same span as Data Prepper writes it now.
private let nested = #"""
    {"instrumentationScope":{"name":"lib","droppedAttributesCount":0},"resource":{"attributes":{"service.name":"cart","host.name":"h1"},"droppedAttributesCount":0},
    "traceId":"0000000000000000000000000000000a","spanId":"0000000000000001","parentSpanId":null,"name":"/cart","kind":"SERVER",
    "traceGroupFields":{"endTime":"2023-11-14T22:13:21Z","durationInNanos":5,"statusCode":0},"traceGroup":"/cart","traceState":"a=b",
    "attributes":{"http.method":"GET","http.status_code":503,"list":[1,"a"]},"@timestamp":"2023-11-14T22:13:20Z",
    "startTime":"2023-11-14T22:13:20.000000001Z","endTime":"2023-11-14T22:13:20.065Z","durationInNanos":64999999,"serviceName":"cart",
    "events":[{"name":"hit","time":"2023-11-14T22:13:20.000000002Z","attributes":{"cache.key":"k"},"droppedAttributesCount":3}],
    "links":[{"traceId":"0000000000000000000000000000000b","spanId":"0000000000000009","attributes":{"why":"retry"}}],
    "droppedAttributesCount":1,"status":{"code":2,"message":"no"}}
    """#

@Suite struct OpenSearchDecodingTests {
    private func check(_ decoded: Decoded) {
        #expect(decoded.refusal == nil)
        #expect(decoded.codes == [])
        #expect(decoded.snapshot.spanCount == 1)
        let span = decoded.span("/cart")
        #expect(span?.service == "cart")
        #expect(span?.kind == .server)
        #expect(span?.start == 1_700_000_000_000_000_001)
        #expect(span?.duration == 64_999_999)
        #expect(span?.isError == true)
        #expect(span?.resource.attributes.map { "\($0.key)=\($0.value.text)" } == ["host.name=h1"])
        #expect(span?.resource.scope?.name == "lib")
        #expect(
            span?.attributes.map { "\($0.key)=\($0.value.text)" } == [
                "http.method=GET", "http.status_code=503", #"list=[1,"a"]"#, "otel.status_description=no", "w3c.tracestate=a=b",
                "otel.dropped_attributes_count=1",
            ])
        #expect(span?.attributes["http.status_code"] == .int64(503))
        let event = span?.events.first
        #expect(event?.name == "hit")
        #expect(event?.time == 1_700_000_000_000_000_002)
        #expect(event?.attributes.map { "\($0.key)=\($0.value.text)" } == ["cache.key=k", "otel.dropped_attributes_count=3"])
        #expect(span?.links.first?.traceIDText == "000000000000000b")
        #expect(span?.links.first?.attributes.map { "\($0.key)=\($0.value.text)" } == ["why=retry"])
        #expect(decoded.trace.rootSpans == 1)
    }

    @Test(arguments: [flat, nested])
    func `a document of any version, alone, in a list, as a line or a hit, is a span`(_ document: String) {
        let line = document.replacing("\n", with: "")
        check(decode(document))
        check(decode("[\(document)]"))
        check(decode(#"{"index":{"_index":"otel-v1-apm-span-000001","_id":"1"}}"# + "\n" + line + "\n"))
        check(
            decode(
                #"{"took":3,"hits":{"total":{"value":1},"hits":[{"_index":"otel-v1-apm-span","_id":"1","_source":\#(document),"sort":[1]}]}}"#
            ))
        check(decode(#"{"_index":"otel-v1-apm-span-000006","_id":"fe","_score":1,"_source":\#(line)}"# + "\n"))
    }

    @Test func `a document without a duration lasts until its end, one without times is told`() {
        let open = flat.replacing(#""durationInNanos":64999999,"#, with: "")
        #expect(decode(open).span("/cart")?.duration == 64_999_999)
        let timeless = decode(flat.replacing(#""startTime":"2023-11-14T22:13:20.000000001Z","#, with: ""))
        #expect(timeless.span("/cart")?.start == nil)
        #expect(timeless.span("/cart")?.duration == 64_999_999)
        #expect(timeless.codes == [.missingStart])
        let wrong = decode(flat.replacing("2023-11-14T22:13:20.000000001Z", with: "yesterday"))
        #expect(wrong.codes == [.badNumber, .missingStart])
    }

    @Test(arguments: [
        (#""2023-11-14T22:13:20Z""#, Int64(1_700_000_000_000_000_000)), ("1700000000123", 1_700_000_000_123_000_000),
        ("1700000000123456", 1_700_000_000_123_456_000), (#""2023-11-14T23:13:20.5+01:00""#, 1_700_000_000_500_000_000),
        ("1700000000123456789", 1_700_000_000_123_456_789),
    ])
    func `a start is ISO 8601 or a number in one of three units`(_ text: String, _ start: Int64) {
        #expect(decode(flat.replacing(#""2023-11-14T22:13:20.000000001Z""#, with: text)).span("/cart")?.start == start)
    }

    @Test(arguments: [
        ("1970-01-01T00:00:00Z", Int64?(0)), ("1969-12-31T23:59:59.999999999Z", -1), ("2000-02-29T12:00:00", 951_825_600_000_000_000),
        ("2024-12-31 23:59:60Z", 1_735_689_600_000_000_000), ("2020-09-01T22:01:55.103171300Z", 1_598_997_715_103_171_300),
        ("2017-01-26T16:46:31.639875-05:00", 1_485_467_191_639_875_000), ("2020-01-01T00:00:00.1234567899Z", 1_577_836_800_123_456_789),
        ("2020-13-01T00:00:00Z", nil), ("2020-01-01", nil), ("2020-01-01T00:00:00.Z", nil), ("2020-01-01T25:00:00Z", nil),
        ("2020-01-01T00:00:00Zx", nil), ("9999-01-01T00:00:00Z", nil), ("", nil), ("2020-01-01T00:00:00+1", nil),
    ])
    func `times are read to the nanosecond, or not at all`(_ text: String, _ nanoseconds: Int64?) {
        var text = text
        #expect(text.withUTF8 { ISOTime.nanoseconds(UnsafeRawBufferPointer($0)) } == nanoseconds)
    }

    @Test func `cuts and flips never lose control`() {
        let bytes = Array("[\(flat),\(nested)]".utf8)
        let whole = decode(bytes)
        for window in [1, 9, 100, 1000] { #expect(decode(bytes, windows: [window]).snapshot.dump == whole.snapshot.dump) }
        var generator = SeededGenerator(seed: 6)
        for _ in 0..<800 {
            var changed = bytes
            changed[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
            #expect(decode(changed).snapshot.spanCount <= 2)
        }
    }
}

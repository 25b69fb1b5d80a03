import TestSupport
import Testing
import TraceModel

@testable import TraceFormats

/// Documents of Jaeger's Elasticsearch storage.
@Suite struct JaegerElasticsearchTests {
    /// A span with its tags as an object, as the storage keeps those that may be searched for.
    private static let document =
        #"{"traceID":"a1","spanID":"1","flags":1,"operationName":"op","references":[{"refType":"CHILD_OF","traceID":"a1","spanID":"9"}],"startTime":1485467191639875,"startTimeMillis":1485467191639,"duration":5,"tags":[{"key":"blob","type":"binary","value":"00003039"},{"key":"n","type":"int64","value":"23456"},{"key":"t","type":"float64","value":"72.5"}],"tag":{"http@method":"GET","error":true,"span@kind":"client"},"logs":[{"timestamp":1485467191639876,"fields":[{"key":"event","type":"int64","value":"123415"}]}],"process":{"serviceName":"shop","tag":{"host@name":"h"},"tags":[{"key":"ip","type":"int64","value":"7"}]}}"#

    @Test(arguments: [
        document, "[\(document)]", #"{"index":{"_index":"jaeger-span-2023-01-24"}}"# + "\n" + document + "\n",
        #"{"hits":{"hits":[{"_index":"jaeger-span","_source":\#(document)}]}}"#,
    ])
    func `a document is a span, alone, in a list, as a line or a hit`(_ text: String) {
        let decoded = decode(text)
        #expect(decoded.refusal == nil)
        #expect(decoded.snapshot.spanCount == 1)
        #expect(decoded.codes == [])
        let span = decoded.span("op")
        #expect(span?.service == "shop")
        #expect(span?.start == 1_485_467_191_639_875_000)
        #expect(span?.duration == 5_000)
        #expect(span?.isError == true)
        #expect(span?.kind == .client)
        #expect(span?.attributes["http.method"] == .string("GET"))
        #expect(span?.attributes["n"] == .int64(23456))
        #expect(span?.attributes["t"] == .double(72.5))
        #expect(span?.namedParentID == SpanID(9))
        #expect(span?.resource.attributes.map { "\($0.key)=\($0.value.text)" }.sorted() == ["host.name=h", "ip=7"])
    }

    @Test func `bytes are in hex digits there, and in base 64 elsewhere`() {
        #expect(decode(Self.document).span("op")?.attributes["blob"] == .bytes([0, 0, 0x30, 0x39]))
        #expect(decode(Self.document.replacing("00003039", with: "AAAwOQ==")).span("op")?.attributes["blob"] == .bytes([0, 0, 0x30, 0x39]))
        let trace =
            #"{"traceID":"a1","spans":[{"traceID":"a1","spanID":"1","operationName":"op","startTime":1,"duration":1,"tags":[{"key":"blob","type":"binary","value":"abcd"}],"logs":[],"processID":"p1"}],"processes":{"p1":{"serviceName":"shop","tags":[]}}}"#
        #expect(decode(trace).span("op")?.attributes["blob"] == .bytes([0x69, 0xb7, 0x1d]))
    }

    @Test func `a parent named beside the references comes before them, and links keep their tags`() {
        let text = Self.document.replacing(
            #""references":[{"refType":"CHILD_OF","traceID":"a1","spanID":"9"}]"#,
            with:
                #""parentSpanID":"9","references":[{"refType":"FOLLOWS_FROM","traceID":"a1","spanID":"7","traceState":"v=1","tags":[{"key":"why","type":"string","value":"retry"}]}],"scopeTags":[{"key":"lib","type":"string","value":"x"}]"#
        )
        let span = decode(text).span("op")
        #expect(span?.namedParentID == SpanID(9))
        let link = span?.links.first { $0.spanID == SpanID(7) }
        #expect(link?.kind == .followsFrom)
        #expect(link?.attributes["why"] == .string("retry"))
        #expect(link?.attributes["w3c.tracestate"] == .string("v=1"))
        #expect(span?.attributes["lib"] == .string("x"))
    }

    @Test func `a lone reference to the parent keeps its tags`() {
        let span = decode(
            Self.document.replacing(
                #""traceID":"a1","spanID":"9"}"#,
                with: #""traceID":"a1","spanID":"9","tags":[{"key":"why","type":"string","value":"call"}]}"#)
        ).span("op")
        #expect(span?.namedParentID == SpanID(9))
        #expect(span?.links.first?.attributes["why"] == .string("call"))
    }
}

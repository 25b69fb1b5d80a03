import TestSupport
import Testing
import TraceModel

@testable import TraceFormats

/// OTLP as a Jaeger server answers it.
@Suite struct JaegerMarksTests {
    private func span(_ attributes: String) -> (Decoded, Span?) {
        let decoded = decode(otlp(otlpSpan("\"attributes\":[\(attributes)]")))
        return (decoded, decoded.span("op"))
    }

    @Test func `warnings of the server are warnings, and no attributes`() {
        let marks = #"""
            {"key":"a","value":{"stringValue":"1"}},{"key":"@jaeger@warnings","value":{"arrayValue":{"values":[{"stringValue":"skew \"x\""},\#
            {"stringValue":"skew \"x\""},{"stringValue":"second"},{"intValue":"7"}]}}},{"key":"@jaeger@format","value":{"stringValue":"proto"}},\#
            {"key":"b","value":{"intValue":"2"}}
            """#
        let (decoded, span) = span(marks)
        #expect(span?.warnings == [#"skew "x""#, "second"])
        #expect(span?.attributes.map(\.key) == ["a", "b"])
        #expect(decoded.codes == [])
    }

    @Test(
        "Warnings are read however they are written",
        arguments: [
            (#"{"key":"@jaeger@warnings","value":{"stringValue":"one"}}"#, ["one"]),
            (
                #"{ "value": {"arrayValue": { "values" : [ {"stringValue":"one"} , "two" ] } } , "key" : "@jaeger@warnings" }"#,
                ["one", "two"]
            ),
            (#"{"key":"@jaeger@warnings","value":{"arrayValue":[{"stringValue":"one"}]}}"#, ["one"]),
            (#"{"key":"@jaeger@warnings","value":{"arrayValue":{}}}"#, []), (#"{"key":"@jaeger@warnings"}"#, []),
            (#"{"key":"@jaeger@format","value":{"arrayValue":{"values":[{"stringValue":"one"}]}}}"#, []),
        ] as [(String, [String])])
    func spellings(attribute: String, warnings: [String]) {
        let found = span(attribute + #",{"key":"b","value":{"stringValue":"kept"}}"#).1
        #expect(found?.warnings ?? [] == warnings && found?.attributes.map(\.key) == ["b"])
    }

    @Test func `a warning that is no text is told`() {
        let (decoded, span) = span(#"{"key":"@jaeger@warnings","value":{"intValue":"7"}}"#)
        #expect(span?.warnings == [] && decoded.codes == [.badType])
    }

    @Test func `several answers one after the other, with the spans of traces mixed, are one set`() {
        func resource(_ spans: [(trace: Int, span: Int)]) -> String {
            let objects = spans.map {
                #"{"traceId":"0000000000000000000000000000000\#($0.trace)","spanId":"000000000000000\#($0.span)","name":"s\#($0.span)","#
                    + #""startTimeUnixNano":"1\#($0.span)","endTimeUnixNano":"20"}"#
            }
            return #"{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"shop"}}]},"scopeSpans":[{"spans":["#
                + objects.joined(separator: ",") + "]}]}"
        }
        let first = #"{"result":{"resourceSpans":[\#(resource([(1, 1), (2, 2)])),\#(resource([(1, 3)]))]}}"#
        let second = #"{"result":{"resourceSpans":[\#(resource([(2, 4), (1, 5)]))]}}"#
        for gap in ["", "\n"] {
            let decoded = decode(Array((first + gap + second).utf8), windows: [])
            let traces = decoded.snapshot.traces.map { decoded.snapshot[$0] }
            #expect(traces.map(\.id.low).sorted() == [1, 2])
            #expect(traces.map(\.spanCount).sorted() == [2, 3] && decoded.codes == [] && decoded.refusal == nil)
        }
    }
}

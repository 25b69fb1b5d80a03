import TestSupport
import Testing
import TraceModel

@testable import TraceFormats

private let span = #"{"traceID":"a1","spanID":"1","operationName":"op","startTime":5,"duration":7,"tags":[],"logs":[],"processID":"p1"}"#
private let trace = #"{"traceID":"a1","spans":["# + span + #"],"processes":{"p1":{"serviceName":"shop","tags":[]}}}"#

@Suite struct JaegerShapeTests {
    @Test(arguments: [
        #"{"data":["# + trace + #"],"total":0,"errors":null}"#, #"{"data":"# + trace + "}", "[" + trace + "]", trace,
        #"{"shop":["# + trace + "]}", trace + "\n" + trace.replacing(#""1""#, with: #""2""#), "\u{feff}" + trace,
    ])
    func `every shape of a trace file is read`(_ text: String) {
        let decoded = decode(text)
        #expect(decoded.refusal == nil)
        #expect(decoded.snapshot.traces.count == 1)
        #expect(decoded.span("op")?.service == "shop")
        #expect(decoded.span("op")?.start == 5000)
        #expect(decoded.span("op")?.duration == 7000)
        #expect(decoded.codes == [])
    }

    @Test func `a list of spans with inline processes is read`() {
        let inline = span.replacing(#""processID":"p1""#, with: #""process":{"serviceName":"shop","tags":[{"key":"k","value":1}]}"#)
        let decoded = decode("[\(inline),\n\(inline.replacing(#""1""#, with: #""2""#))]")
        #expect(decoded.trace.spanCount == 2)
        #expect(decoded.span("op")?.service == "shop")
        #expect(decoded.span("op")?.resource.attributes["k"] == .int64(1))
    }

    @Test func `keys in any order give the same trace`() {
        let sorted = #"""
            {"data":[{"processes":{"p1":{"tags":[],"serviceName":"shop"}},"spans":[{"duration":7,"logs":[],"operationName":"op",
            "processID":"p1","references":[{"spanID":"9","traceID":"a1","refType":"CHILD_OF"}],"spanID":"1","startTime":5,
            "tags":[{"value":"x","type":"string","key":"k"},{"type":"int64","value":"7","key":"n"}],"traceID":"a1"}],"traceID":"a1"}]}
            """#
        let decoded = decode(sorted)
        #expect(decoded.span("op")?.service == "shop")
        #expect(decoded.span("op")?.namedParentID == SpanID(9))
        #expect(decoded.span("op")?.attributes.map(\.value) == [.string("x"), .int64(7)])
        #expect(decoded.codes == [])
    }

    @Test(arguments: [
        #"{"data":["a","b"],"total":2}"#, #"{"data":[{"parent":"a","child":"b","callCount":3}]}"#, #"{"data":[],"total":0}"#,
        #"{"traces":[{"traceID":"a1","rootServiceName":"x"}]}"#, "[]", "{}",
        "[1,2]",
        #"{"traceID":"a1","spanID":"1","duration":7}"#,
    ])
    func `a file without spans is refused as no trace file`(_ text: String) {
        let decoded = decode(text)
        #expect(decoded.refusal?.code == .notATraceFile)
        #expect(decoded.snapshot.spanCount == 0)
    }

    @Test func `a refusal of foreign JSON names its keys`() {
        #expect(decode(#"{"traces":[],"metrics":{}}"#).refusal?.found == "JSON with the keys traces, metrics")
    }

    @Test(arguments: ["", "  \n"])
    func `an empty text is refused`(_ text: String) { #expect(decode(text).refusal != nil) }

    @Test func `a broken file whose spans have neither name nor start is refused`() {
        #expect(decode("[{\"traceID\":\"a1\",\"spanID\":\"1\",\"duration\":7},\n]").refusal?.code == .syntaxError)
        #expect(decode("[{\"traceID\":\"a1\",\"spanID\":\"1\",\"duration\":\"invalid\"}\n]").refusal == nil)
    }
}

@Suite struct JaegerValueTests {
    private func tags(_ json: String) -> Decoded { decode(trace.replacing(#""tags":[],"logs""#, with: #""tags":["# + json + #"],"logs""#)) }

    @Test func `values take the type declared when they can`() {
        let decoded = tags(
            #"""
            {"key":"a","type":"int64","value":"9223372036854775807"},{"key":"b","type":"bool","value":"true"},
            {"key":"c","type":"float64","value":"NaN"},{"key":"d","type":"float64","value":3},{"key":"e","type":"binary","value":"AQI="},
            {"key":"f","type":"string","value":"x"},{"key":"g","value":null},{"key":"h","value":[1,{"a":2}]},{"key":"i","type":"int64","value":-5}
            """#)
        let values = decoded.span("op")?.attributes.map(\.value) ?? []
        #expect(values.count == 9)
        #expect(values[0] == .int64(.max))
        #expect(values[1] == .bool(true))
        #expect(values[2].text == "NaN")
        #expect(values[3] == .double(3))
        #expect(values[4] == .bytes([1, 2]))
        #expect(values[5...] == [.string("x"), .null, .array(json: #"[1,{"a":2}]"#), .int64(-5)])
        #expect(decoded.codes == [])
    }

    @Test func `a bad value costs that value and is told with its place`() {
        let decoded = decode(trace.replacing(#""startTime":5"#, with: #""startTime":"soon""#))
        #expect(decoded.codes == [.badNumber, .missingStart])
        #expect(decoded.diagnostics[0].place.path == "spans[0].startTime")
        #expect(decoded.diagnostics[0].found == "soon")
        #expect(decoded.span("op")?.start == nil)
        #expect(decoded.span("op")?.duration == 7000)
    }

    @Test(arguments: [
        ("NaN", DiagnosticCode.badNumber), ("1e30", .timeOutOfRange), ("10000000000000000000", .timeOutOfRange), ("[1]", .badNumber),
    ])
    func `a duration that is none is left out`(_ text: String, _ code: DiagnosticCode) {
        let decoded = decode(trace.replacing(#""duration":7"#, with: #""duration":"# + text))
        #expect(decoded.codes == [code])
        #expect(decoded.span("op")?.facts.lacksDuration == true)
    }

    @Test(arguments: [
        ("true", true), ("false", false), ("\"true\"", true), ("\"false\"", false), ("\"\"", false), ("\"0\"", false), ("0", false),
        ("1", true),
        ("null", false), ("\"ClientSideError\"", true),
    ])
    func `the error tag decides by its value`(_ value: String, _ isError: Bool) {
        #expect(tags(#"{"key":"error","value":"# + value + "}").span("op")?.isError == isError)
    }

    @Test func `kind and status come from their tags`() {
        let decoded = tags(#"{"key":"span.kind","value":"SERVER"},{"key":"otel.status_code","value":"ERROR"}"#)
        #expect(decoded.span("op")?.kind == .server)
        #expect(decoded.span("op")?.status == .error)
        #expect(decoded.span("op")?.isError == true)
    }

    @Test func `ids that are no hex keep their text and still find each other`() {
        let text = #"""
            [{"traceID":"trace-x","spans":[{"traceID":"trace-x","spanID":"root!","operationName":"a","startTime":1,"duration":9},
            {"traceID":"trace-x","spanID":"0000000000000000000000000000000012","operationName":"b","startTime":2,"duration":3,
            "references":[{"refType":"CHILD_OF","traceID":"trace-x","spanID":"root!"}]}]}]
            """#
        let decoded = decode(text)
        #expect(decoded.trace.idText == "trace-x")
        #expect(decoded.trace.span(at: 0).idText == "root!")
        #expect(decoded.trace.span(at: 1).namedParentIDText == "root!")
        #expect(decoded.trace.parent(of: 1) == 0)
        #expect(decoded.trace.span(at: 1).idText == "0000000000000012")
    }

    @Test func `logs, warnings and references are kept`() {
        let text = #"""
            {"traceID":"a1","spans":[{"spanID":"2","operationName":"op","startTime":5,"duration":7,"warnings":["w","w","v"],
            "references":[{"refType":"FOLLOWS_FROM","traceID":"a1","spanID":"1"},{"refType":"CHILD_OF","traceID":"b2","spanID":"3"}],
            "logs":[{"timestamp":6,"fields":[{"key":"event","value":"started"},{"key":"n","type":"int64","value":3}]}]}]}
            """#
        let span = decode(text).span("op")
        #expect(span?.warnings == ["w", "v"])
        #expect(span?.events.map(\.time) == [6000])
        #expect(span?.events[0].name == "started")
        #expect(span?.links.map(\.kind) == [.followsFrom, .childOf])
        #expect(span?.links.map(\.isSameTrace) == [true, false])
        #expect(span?.namedParentID == SpanID(1))
    }

    @Test func `escapes and other scripts survive`() {
        let decoded = decode(trace.replacing(#""op""#, with: #""\u0067et \"日本\" \ud83d\ude00""#))
        #expect(decoded.trace.span(at: 0).name == "get \"日本\" 😀")
        #expect(decoded.codes == [])
    }

    @Test func `bytes that are no UTF-8 are kept, shown replaced and told`() {
        var bytes = Array(trace.utf8)
        let place = bytes.indices.first { bytes[$0...].starts(with: Array(#"op""#.utf8)) } ?? 0
        bytes[place] = 0xff
        let decoded = decode(bytes)
        #expect(decoded.trace.span(at: 0).name == "\u{fffd}p")
        #expect(decoded.codes == [.invalidUTF8])
    }

    @Test func `a value nested too deep is left out`() {
        let deep = String(repeating: "[", count: 100_000) + String(repeating: "]", count: 100_000)
        let decoded = tags(#"{"key":"deep","value":"# + deep + #"},{"key":"after","value":1}"#)
        #expect(decoded.codes == [.nestingTooDeep])
        #expect(decoded.span("op")?.attributes["after"] == .int64(1))
    }

    @Test func `a value over 16 MiB is cut`() {
        let long = String(repeating: "x", count: 17 << 20)
        let decoded = tags(#"{"key":"long","value":""# + long + #""}"#)
        #expect(decoded.codes == [.valueCut])
        #expect(decoded.span("op")?.attributes["long"]?.text.utf8.count == TextArena.longestValue)
    }

    @Test func `a process that the trace does not explain leaves the span without a service`() {
        let decoded = decode(trace.replacing(#""processID":"p1""#, with: #""processID":"p7""#))
        #expect(decoded.codes == [.missingProcess])
        #expect(decoded.span("op")?.service == "")
    }
}

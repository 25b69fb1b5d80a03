import TestSupport
import Testing
import TraceModel

@testable import TraceFormats

/// A request with one resource, one scope and the spans given.
func otlp(_ spans: String, resource: String = #"{"attributes":[{"key":"service.name","value":{"stringValue":"shop"}}]}"#) -> String {
    #"{"resourceSpans":[{"resource":"# + resource + #","scopeSpans":[{"scope":{"name":"lib","version":"2"},"spans":["# + spans + "]}]}]}"
}

/// A span of nine nanoseconds with further fields.
func otlpSpan(_ more: String = "", name: String = "op") -> String {
    #"{"traceId":"0000000000000000000000000000000a","spanId":"0000000000000001","name":"\#(name)","startTimeUnixNano":"1700000000000000000","endTimeUnixNano":"1700000000000000009"\#(more.isEmpty ? "" : "," + more)}"#
}

@Suite struct OTLPJSONShapeTests {
    private static let inner = String(otlp(otlpSpan()).dropFirst(18).dropLast(2))

    @Test func `the inner part of a request is a resource with its spans`() {
        #expect(Self.inner.hasPrefix(#"{"resource":"#))
        #expect(otlp(otlpSpan()) == #"{"resourceSpans":["# + Self.inner + "]}")
    }

    @Test(arguments: [
        otlp(otlpSpan()), "[\(otlp(otlpSpan()))]", "[\(inner)]", inner, #"{"result":\#(otlp(otlpSpan()))}"#,
        #"{"trace":\#(otlp(otlpSpan()))}"#,
        #"{"batches":[\#(inner)]}"#, #"{"trace":{"batches":[\#(inner)]},"metrics":{}}"#, "\u{feff}" + otlp(otlpSpan()),
        #"{"data":[\#(otlp(otlpSpan()))]}"#, #"{"data":\#(otlp(otlpSpan()))}"#,
        otlp(otlpSpan()).replacing("resourceSpans", with: "resource_spans").replacing("scopeSpans", with: "scope_spans")
            .replacing("traceId", with: "trace_id").replacing("spanId", with: "span_id").replacing("TimeUnixNano", with: "_time_unix_nano")
            .replacing("stringValue", with: "string_value"),
        otlp(otlpSpan()).replacing("scopeSpans", with: "instrumentationLibrarySpans").replacing(
            #""scope""#, with: #""instrumentationLibrary""#),
        otlp(otlpSpan()).replacing("scopeSpans", with: "deprecatedScopeSpans"),
        otlp(otlpSpan()).replacing(":", with: " :\n  ").replacing("17000", with: "17000"),
        otlp(otlpSpan()) + "\n" + #"{"resourceSpans":[]}"# + "\n" + #"{"resourceSpans":null}"#,
    ])
    func `every shape of a request is read`(_ text: String) {
        let decoded = decode(text)
        #expect(decoded.refusal == nil)
        #expect(decoded.snapshot.spanCount == 1)
        let span = decoded.span("op")
        #expect(span?.service == "shop")
        #expect(span?.resource.attributes.count == 0)
        #expect(span?.resource.scope?.name == "lib")
        #expect(span?.resource.scope?.version == "2")
        #expect(span?.start == 1_700_000_000_000_000_000)
        #expect(span?.duration == 9)
        #expect(span?.idText == "0000000000000001")
        #expect(decoded.trace.idText == "000000000000000a")
        #expect(decoded.codes == [])
    }

    @Test(arguments: [
        #"{"resourceSpans":[{"schemaUrl":"r","scopeSpans":[{"schemaUrl":"s","spans":[SPAN],"scope":{"name":"lib"}}],"resource":RESOURCE}]}"#,
        #"{"resourceSpans":[{"scopeSpans":[{"spans":[SPAN],"scope":{"name":"lib"},"schemaUrl":"s"}],"schemaUrl":"r","resource":RESOURCE}]}"#,
        #"{"resourceSpans":[{"resource":RESOURCE,"scopeSpans":[{"scope":{"name":"lib"},"spans":[SPAN],"schemaUrl":"s"}],"schemaUrl":"r"}]}"#,
        #"{"resourceSpans":[{"resource":RESOURCE,"schemaUrl":"r","scopeSpans":[{"scope":{"name":"lib"},"schemaUrl":"s","spans":[SPAN]}]}]}"#,
    ])
    func `resource, scope and schemas are found wherever they stand`(_ text: String) {
        let resource = #"{"attributes":[{"key":"service.name","value":{"stringValue":"shop"}},{"key":"n","value":{"intValue":"7"}}]}"#
        let whole = text.replacing("SPAN", with: otlpSpan()).replacing("RESOURCE", with: resource)
        for line in [whole, whole + "\n" + whole.replacing(#""op""#, with: #""again""#)] {
            for span in decode(line).trace.spans {
                #expect(span.service == "shop")
                #expect(span.resource.attributes.map { "\($0.key)=\($0.value.text)" } == ["n=7", "otel.resource.schema_url=r"])
                #expect(span.resource.scope?.name == "lib")
                #expect(span.resource.scope?.attributes.map { "\($0.key)=\($0.value.text)" } == ["otel.scope.schema_url=s"])
            }
        }
    }

    @Test func `each resource and scope is that of the spans below it`() {
        func resource(_ service: String) -> String {
            let scopes = ["x", "y"].map { scope in
                #"{"scope":{"name":"\#(scope)"},"spans":[\#(otlpSpan(name: service + scope))]}"#
            }
            return
                #"{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"\#(service)"}}]},"scopeSpans":[\#(scopes.joined(separator: ","))]}"#
        }
        let line = #"{"resourceSpans":[\#(resource("a")),\#(resource("b")),\#(resource("a"))]}"#
        let decoded = decode(line + "\n" + line)
        #expect(decoded.snapshot.spanCount == 12)
        for span in decoded.trace.spans { #expect(span.service + (span.resource.scope?.name ?? "") == span.name) }
    }

    @Test func `logs and metrics between the requests are stepped over and counted`() {
        let logs = #"{"resourceLogs":[{"resource":{},"scopeLogs":[{"logRecords":[{"traceId":"","spanId":""}]}]}]}"#
        let decoded = decode([logs, otlp(otlpSpan()), #"{"resource_metrics":[]}"#, logs].joined(separator: "\n"))
        #expect(decoded.snapshot.spanCount == 1)
        #expect(decoded.codes == [.otherSignal])
        #expect(decoded.diagnostics.first?.count == 3)
        let mixed = decode(#"{"resourceLogs":[1],"resourceSpans":"# + String(otlp(otlpSpan()).dropFirst(17)))
        #expect(mixed.snapshot.spanCount == 1)
        #expect(mixed.codes == [.otherSignal])
    }

    @Test(arguments: [("Logs", "logs"), ("Metrics", "metrics"), ("Profiles", "profiles")])
    func `a file of other signals alone is refused as what it is`(_ key: String, _ name: String) {
        let refusal = decode(#"{"resource\#(key)":[{"resource":{}}]}"#).refusal
        #expect(refusal?.code == .notATraceFile)
        #expect(refusal?.found == "OpenTelemetry \(name)")
    }

    @Test(arguments: [
        #"{"resourceSpans":[]}"#, #"{"batches":[]}"#, #"{"resourceSpans":[{"resource":{}}]}"#, #"{"result":{"resourceSpans":[]}}"#,
    ])
    func `a request without spans is no error`(_ text: String) {
        #expect(decode(text).refusal == nil)
        #expect(decode(text).codes == [])
    }

    @Test func `a span outside of any resource is read, a record of a log that names one is not`() {
        let decoded = decode("[\(otlpSpan())]")
        #expect(decoded.span("op")?.duration == 9)
        #expect(decoded.span("op")?.resource.serviceID == nil)
        #expect(decoded.codes == [.missingProcess])
        let log = #"{"traceId":"0000000000000000000000000000000a","spanId":"0000000000000001","name":"x","message":"m"}"#
        #expect(decode(log).refusal?.code == .notATraceFile || decode(log).refusal?.code == .notASpan)
        #expect(decode(log).snapshot.spanCount == 0)
    }
}

extension Trace {
    /// Its spans in display order.
    var spans: [Span] { (0..<spanCount).map { span(at: $0) } }
}

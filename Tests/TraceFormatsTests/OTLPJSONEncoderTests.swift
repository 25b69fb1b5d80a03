import TestSupport
import Testing
import TraceModel

@testable import TraceFormats

/// Spans as OTLP in JSON has them.
@Suite struct OTLPJSONEncoderTests {
    static let resource = #"{"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"Shop"}}]},"#
    static let head = #"{"traceId":"000000000000000000000000000000ab","spanId":"00000000000000cd""#
    static let times = #","startTimeUnixNano":"0","endTimeUnixNano":"0""#

    /// What a snapshot becomes, and what is lost of it.
    static func encoded(_ snapshot: Snapshot) throws -> (text: String, losses: [ConversionLoss]) {
        var text: [UInt8] = []
        var encoder = OTLPJSONEncoder { text.append(contentsOf: $0) }
        try encoder.encode(snapshot)
        try encoder.finish()
        return (String(decoding: text, as: UTF8.self), encoder.losses)
    }

    /// The object of a span of an ordinary resource, after its ids and times.
    static func span(_ build: (inout SpanWriter, inout NewSpan) -> Void) throws -> String {
        let text = try encoded(built(build)).text
        let start = resource + #""scopeSpans":[{"spans":["# + head
        guard text.hasPrefix(start), text.hasSuffix("}]}]}]}\n") else { return text }
        let rest = text.dropFirst(start.count).dropLast("}]}]}]}\n".count)
        return String(rest.firstRange(of: times).map { rest[..<$0.lowerBound] + rest[$0.upperBound...] } ?? rest[...])
    }

    @Test("A document of nothing is empty")
    func nothing() { #expect(OTLPJSONEncoder.text(of: .empty) == []) }

    @Test("Every field stands where OTLP has it, numbers of 64 bits as text")
    func wholeSpan() throws {
        let (text, losses) = try Self.encoded(
            built { writer, span in
                span.parent = SpanID(0xef)
                span.name = writer.intern("GET <a>")
                (span.start, span.duration) = (1_767_603_600_000_000_001, 250)
                span.facts.kind = .client
                span.facts.status = .error
                span.facts.isError = true
                writer.attribute("s", .string("text"))
                writer.attribute("otel.status_description", .string("late"))
                writer.attribute("w3c.tracestate", .string("a=1"))
                writer.attribute("otel.dropped_attributes_count", .int64(1))
                writer.attribute("otel.dropped_events_count", .int64(2))
                writer.attribute("otel.dropped_links_count", .int64(3))
                writer.beginEvent()
                writer.attribute("n", .int64(1))
                writer.attribute("otel.dropped_attributes_count", .int64(4))
                writer.endEvent(time: 5, name: writer.intern("sent"))
                writer.beginLink()
                writer.attribute("why", .string("batch"))
                writer.attribute("w3c.tracestate", .string("b=2"))
                writer.endLink(.other, trace: TraceID(high: 1, low: 2), isSameTrace: false, span: SpanID(3), hasTextID: false)
            })
        let span =
            #"{"traceId":"000000000000000000000000000000ab","spanId":"00000000000000cd","parentSpanId":"00000000000000ef","traceState":"a=1","name":"GET \u003ca\u003e","kind":3,"startTimeUnixNano":"1767603600000000001","endTimeUnixNano":"1767603600000000251","attributes":[{"key":"s","value":{"stringValue":"text"}}],"droppedAttributesCount":1,"events":[{"timeUnixNano":"5","name":"sent","attributes":[{"key":"n","value":{"intValue":"1"}}],"droppedAttributesCount":4}],"droppedEventsCount":2,"links":[{"traceId":"00000000000000010000000000000002","spanId":"0000000000000003","traceState":"b=2","attributes":[{"key":"why","value":{"stringValue":"batch"}}]}],"droppedLinksCount":3,"status":{"message":"late","code":2}}"#
        #expect(text == Self.resource + #""scopeSpans":[{"spans":["# + span + "]}]}]}\n")
        #expect(losses == [])
    }

    @Test("Values keep their types, nested ones too")
    func values() throws {
        let span = try Self.span { writer, _ in
            writer.attribute("b", .bool(true))
            writer.attribute("i", .int64(.min))
            writer.attribute("d", .double(0.5))
            writer.attribute("x", .bytes([0, 255]))
            writer.attribute("n", .null)
            writer.attribute("inf", .double(-.infinity))
            writer.attribute("a", .array(json: #"[1, "a\n", [true, null], {}]"#))
            writer.attribute("m", .map(json: #"{"k":{"d":1.5,"e":[]},"l":2}"#))
        }
        let values = [
            #""b","value":{"boolValue":true}"#, #""i","value":{"intValue":"-9223372036854775808"}"#, #""d","value":{"doubleValue":0.5}"#,
            #""x","value":{"bytesValue":"AP8="}"#, #""n","value":{}"#, #""inf","value":{"doubleValue":"-Infinity"}"#,
            #""a","value":{"arrayValue":{"values":[{"intValue":"1"},{"stringValue":"a\n"},{"arrayValue":{"values":[{"boolValue":true},{}]}},{"kvlistValue":{"values":[]}}]}}"#,
            #""m","value":{"kvlistValue":{"values":[{"key":"k","value":{"kvlistValue":{"values":[{"key":"d","value":{"doubleValue":1.5}},{"key":"e","value":{"arrayValue":{"values":[]}}}]}}},{"key":"l","value":{"intValue":"2"}}]}}"#,
        ]
        #expect(span == #","attributes":["# + values.map { #"{"key":"# + $0 + "}" }.joined(separator: ",") + "]")
    }

    @Test("An array that is no JSON stays text, which is a loss", arguments: ["[1", "[1,]", "[-]", "[1}", "[1] 2", #"{"a"}"#, ""])
    func brokenArray(json: String) throws {
        let (text, losses) = try Self.encoded(built { writer, _ in writer.attribute("a", .array(json: json)) })
        #expect(text.contains(#""value":{"stringValue":"#))
        #expect(losses == [ConversionLoss(.typedValue)])
    }

    @Test("A value that nests very deeply is written without recursion")
    func deepValue() throws {
        let depth = 100_000
        let json = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        let (text, losses) = try Self.encoded(built { writer, _ in writer.attribute("a", .array(json: json)) })
        #expect(text.split(separator: "arrayValue").count == depth + 1)
        #expect(losses == [])
    }

    @Test("What is missing is left out; a start of 0 is a start")
    func missingFields() throws {
        #expect(try Self.span { _, _ in } == "")
        #expect(try Self.encoded(built { _, _ in }).text.contains(Self.times))
        let lacking = try Self.encoded(built { _, span in (span.facts.lacksStart, span.facts.lacksDuration) = (true, true) })
        #expect(!lacking.text.contains("UnixNano"))
        #expect(lacking.losses == [])
    }

    @Test("A duration without a start is lost, and counted")
    func loneDuration() throws {
        let lone = try Self.encoded(built { _, span in (span.facts.lacksStart, span.duration) = (true, 7) })
        #expect(!lone.text.contains("UnixNano"))
        #expect(lone.losses == [ConversionLoss(.durationWithoutStart)])
    }

    @Test("Times that no unsigned number holds are cut, and counted")
    func times() throws {
        let early = try Self.encoded(built { _, span in (span.start, span.duration) = (-5, 7) })
        #expect(early.text.contains(#""startTimeUnixNano":"0","endTimeUnixNano":"2""#))
        #expect(early.losses == [ConversionLoss(.timeOutOfRange)])
        let late = try Self.encoded(built { _, span in (span.start, span.duration) = (5, .max) })
        #expect(late.text.contains(#""startTimeUnixNano":"5""#) && !late.text.contains("endTimeUnixNano"))
        #expect(late.losses == [ConversionLoss(.timeOutOfRange)])
    }

    @Test("Tags in which Jaeger says kind and status go back into their fields")
    func jaegerTags() throws {
        let span = try Self.span { writer, span in
            (span.facts.kind, span.facts.isError, span.facts.status) = (.server, true, .error)
            writer.attribute("span.kind", .string("SERVER"))
            writer.attribute("error", .bool(true))
            writer.attribute("otel.status_code", .string("ERROR"))
        }
        #expect(span == #","kind":2,"status":{"code":2}"#)
    }

    @Test("Tags that say more, or something else, than the fields stay attributes")
    func otherTags() throws {
        let span = try Self.span { writer, span in
            (span.facts.isError, span.facts.kind) = (true, .internal)
            writer.attribute("error", .string("timeout"))
            writer.attribute("span.kind", .string("server"))
        }
        #expect(
            span
                == #","kind":1,"attributes":[{"key":"error","value":{"stringValue":"timeout"}},{"key":"span.kind","value":{"stringValue":"server"}}],"status":{"code":2}"#
        )
        let denied = try Self.span { writer, _ in writer.attribute("error", .bool(false)) }
        #expect(denied == #","attributes":[{"key":"error","value":{"boolValue":false}}]"#)
    }

    @Test("An event's name comes from its field event, or its only field message")
    func eventNames() throws {
        let span = try Self.span { writer, _ in
            for fields in [["event", "k"], ["message"], ["message", "k"]] {
                writer.beginEvent()
                for field in fields { writer.attribute(field, .string(field)) }
                writer.endEvent(time: 1)
            }
        }
        let k = #"{"key":"k","value":{"stringValue":"k"}}"#
        #expect(
            span
                == #","events":[{"timeUnixNano":"1","name":"event","attributes":[\#(k)]},{"timeUnixNano":"1","name":"message"},{"timeUnixNano":"1","attributes":[{"key":"message","value":{"stringValue":"message"}},\#(k)]}]"#
        )
    }

    @Test("References beside the parent are links that tell their kind")
    func references() throws {
        let span = try Self.span { writer, _ in
            writer.link(.followsFrom, trace: TraceID(low: 0xab), isSameTrace: true, span: SpanID(2), hasTextID: false)
        }
        #expect(
            span
                == #","links":[{"traceId":"000000000000000000000000000000ab","spanId":"0000000000000002","attributes":[{"key":"opentracing.ref_type","value":{"stringValue":"follows_from"}}]}]"#
        )
    }

    @Test("Spans stand by resource and scope, equal ones together")
    func groups() throws {
        let store = SpanStore()
        let source = store.addSource("test")
        var writer = store.writer()
        let service = writer.intern("s")
        func scope(_ name: String, _ attributes: [ResourceTable.NewAttribute] = []) -> ResourceTable.NewScope {
            var scope = ResourceTable.NewScope()
            (scope.name, scope.version, scope.attributes) = (store.strings.intern(name), store.strings.intern("1"), attributes)
            return scope
        }
        let schema = ResourceTable.NewAttribute(writer.intern("otel.scope.schema_url"), string: writer.intern("u"))
        let host = ResourceTable.NewAttribute(writer.intern("host"), string: writer.intern("h"))
        let rows = [
            store.resources.add(service: service, attributes: [], scope: scope("a")),
            store.resources.add(service: nil, attributes: [host], scope: scope("a")),
            store.resources.add(service: service, attributes: [], scope: scope("b", [schema])),
            store.resources.add(service: service, attributes: [], scope: scope("a")),
        ]
        for (index, resource) in rows.enumerated() {
            var span = NewSpan(source: source)
            (span.trace, span.id, span.resource) = (TraceID(low: 1), SpanID(UInt64(index + 1)), resource)
            writer.finish(span)
        }
        store.commit(writer.takeBatch())
        let text = try Self.encoded(store.publish()).text
        func span(_ id: Int) -> String {
            #"{"traceId":"\#(String(repeating: "0", count: 31))1","spanId":"000000000000000\#(id)"\#(Self.times)}"#
        }
        #expect(
            text
                == #"{"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"s"}}]},"scopeSpans":[{"scope":{"name":"a","version":"1"},"spans":[\#(span(1)),\#(span(4))]},{"scope":{"name":"b","version":"1"},"schemaUrl":"u","spans":[\#(span(3))]}]},{"resource":{"attributes":[{"key":"host","value":{"stringValue":"h"}}]},"scopeSpans":[{"scope":{"name":"a","version":"1"},"spans":[\#(span(2))]}]}]}"#
                + "\n")
    }

    @Test("A scope that tags name is a scope again")
    func taggedScope() throws {
        let text = try Self.encoded(
            built { writer, _ in
                writer.attribute("otel.scope.name", .string("lib"))
                writer.attribute("otel.scope.version", .string("2"))
            }
        ).text
        #expect(text.contains(#""scopeSpans":[{"scope":{"name":"lib","version":"2"},"spans":["#) && !text.contains("otel.scope"))
    }

    @Test("A trace is a line")
    func lines() throws {
        let snapshot = Snapshot.of([SketchedSpan(id: 1), SketchedSpan(2) { $0.trace = 2 }, SketchedSpan(id: 3)])
        let lines = try Self.encoded(snapshot).text.split(separator: "\n")
        #expect(lines.count == 2)
        #expect(lines.allSatisfy { $0.hasPrefix("{\"resourceSpans\":[") && $0.hasSuffix("]}") })
    }
}

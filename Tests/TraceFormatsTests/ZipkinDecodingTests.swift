import Foundation
import TestSupport
import Testing
import TraceModel

@testable import TraceFormats

/// Zipkin JSON of version 2 becomes spans.
@Suite struct ZipkinDecodingTests {
    /// One span with these fields beside its ids and times.
    static func span(_ fields: String = "") -> String {
        #"{"traceId":"00000000000000ab","id":"00000000000000cd","name":"op","timestamp":5,"duration":7\#(fields.isEmpty ? "" : ",")\#(fields)}"#
    }

    /// That span, read.
    static func read(_ fields: String) -> (span: Span, codes: [DiagnosticCode]) {
        let decoded = decode("[" + span(fields) + "]")
        return (decoded.trace.span(at: 0), decoded.codes)
    }

    static func attributes(_ list: AttributeList) -> [String] { list.map { "\($0.key)=\($0.value.typeName):\($0.value.text)" } }

    @Test("Spans are found in an array, arrays in an array, one object, lists by service, and lines of objects")
    func containers() {
        let one = Self.span(), other = Self.span().replacingOccurrences(of: "cd\"", with: "ce\"")
        let texts = [
            "[\(one),\(other)]", "[[\(one)],[\(other)]]", "[[\(one),\(other)],[]]", "{\"api\":[\(one)],\"db\":[\(other)]}",
            "\(one)\n\(other)\n",
            "[\(one)]\n[\(other)]",
        ]
        for text in texts {
            let decoded = decode(text)
            #expect(decoded.snapshot.spanCount == 2, "\(text)")
            #expect(decoded.diagnostics == [], "\(text)")
        }
        #expect(decode(one).snapshot.spanCount == 1)
    }

    @Test("Fields may stand in any order")
    func order() {
        let text =
            #"[{"tags":{"span.kind":"SERVER"},"annotations":[],"duration":7,"id":"00000000000000cd","kind":"SERVER","localEndpoint":{"serviceName":"s"},"name":"op","timestamp":5,"traceId":"00000000000000ab"}]"#
        let span = decode(text).trace.span(at: 0)
        #expect(
            span.idText == "00000000000000cd" && span.kind == .server && span.service == "s" && span.start == 5000 && span.duration == 7000)
        #expect(Self.attributes(span.attributes) == ["span.kind=string:SERVER"])
    }

    @Test("A parent that is the span itself is none; ids may be short, upper case or other text")
    func identifiers() {
        #expect(Self.read(#""parentId":"00000000000000cd""#).span.namedParentID == nil)
        #expect(Self.read(#""parentId":null"#).span.namedParentID == nil)
        #expect(Self.read(#""parentId":"EF""#).span.namedParentIDText == "00000000000000ef")
        #expect(Self.read(#""parentId":"p/1""#).span.namedParentIDText == "p/1")
        let long = decode(#"[{"traceId":"ABCDEF00000000010000000000000002","id":"x y","name":"n","timestamp":1}]"#)
        #expect(long.trace.idText == "abcdef00000000010000000000000002" && long.trace.span(at: 0).idText == "x y")
    }

    @Test("A trace id of 16 digits is the lower half of one of 32 digits")
    func mixedWidths() {
        let text =
            #"[{"traceId":"0000000000000002","id":"1","name":"a"},{"traceId":"10000000000000000000000000000002","id":"2","name":"b"},{"traceId":"0000000000000002","id":"3","name":"c"}]"#
        for decoded in [decode(text), decode(Array(text.utf8), windows: [50])] {
            #expect(decoded.snapshot.traces.count == 1)
            #expect(decoded.trace.idText == "10000000000000000000000000000002" && decoded.trace.spanCount == 3)
        }
    }

    @Test("What is missing is marked: start, duration, name, service")
    func missing() {
        let decoded = decode(
            #"[{"traceId":"1","id":"2","localEndpoint":null,"remoteEndpoint":null,"annotations":null,"tags":null}, {"traceId":"1","id":"3","name":"n","timestamp":null,"duration":null,"localEndpoint":{"serviceName":""}}]"#
        )
        #expect(decoded.snapshot.spanCount == 2)
        #expect(decoded.diagnostics.map { "\($0.code.rawValue) \($0.count)" } == ["missing-start 2"])
        let span = decoded.trace.span(at: 0)
        #expect(span.start == nil && span.facts.lacksDuration && span.serviceID == nil)
    }

    @Test("Numbers may come as text, and are reported")
    func quotedNumbers() {
        let decoded = decode(
            #"[{"traceId":"1","id":"2","name":"n","timestamp":"5","duration":"7","localEndpoint":{"port":"80"},"annotations":[{"timestamp":"9","value":"v"}]}]"#
        )
        let span = decoded.trace.span(at: 0)
        #expect(span.start == 5000 && span.duration == 7000 && span.events[0].time == 9000)
        #expect(Self.attributes(span.resource.attributes) == ["net.host.port=int64:80"])
        #expect(decoded.diagnostics.map(\.code) == [.typeMismatch])
    }

    @Test("A tag error of any value is an error")
    func errors() {
        for value in ["", "false", "true", "timeout"] {
            let (span, _) = Self.read(#""tags":{"error":"\#(value)"}"#)
            #expect(span.isError && span.status == .unset)
            #expect(Self.attributes(span.attributes) == ["error=string:\(value)"])
        }
        #expect(Self.read(#""tags":{"error":false}"#).span.isError)
        #expect(!Self.read(#""tags":{"errors":"1"}"#).span.isError)
    }

    @Test("The collector's tags for status, kind and scope are fields again")
    func collectorTags() {
        let (failed, _) = Self.read(#""tags":{"error":"true","otel.status_code":"Error","otel.status_description":"late"}"#)
        #expect(failed.isError && failed.status == .error)
        #expect(Self.attributes(failed.attributes) == ["otel.status_description=string:late"])
        #expect(Self.read(#""tags":{"otel.status_code":"STATUS_CODE_OK"}"#).span.status == .ok)
        #expect(Self.attributes(Self.read(#""tags":{"otel.status_code":"odd"}"#).span.attributes) == ["otel.status_code=string:odd"])
        let (inner, _) = Self.read(#""tags":{"span.kind":"internal","otel.scope.name":"lib","otel.library.version":"2"}"#)
        #expect(inner.kind == .internal && inner.attributes.isEmpty)
        #expect(inner.resource.scope?.name == "lib" && inner.resource.scope?.version == "2")
        let (both, _) = Self.read(#""kind":"CLIENT","tags":{"span.kind":"internal"}"#)
        #expect(both.kind == .client && Self.attributes(both.attributes) == ["span.kind=string:internal"])
    }

    @Test("A kind that Zipkin does not know stays an attribute")
    func unknownKind() {
        let (span, _) = Self.read(#""kind":"BROKER""#)
        #expect(span.kind == .unspecified && Self.attributes(span.attributes) == ["span.kind=string:BROKER"])
    }

    @Test("Endpoints become the resource, and attributes of the span")
    func endpoints() {
        let local = #""localEndpoint":{"serviceName":"Shop","ipv4":"10.0.0.1","ipv6":"::1","port":80}"#
        let remote = #""remoteEndpoint":{"serviceName":"db \u00fc","ipv4":"10.0.0.2","port":5432}"#
        let (span, codes) = Self.read(local + "," + remote)
        #expect(span.service == "Shop" && codes == [])
        #expect(
            Self.attributes(span.resource.attributes) == [
                "net.host.ip=string:10.0.0.1", "net.host.ip=string:::1", "net.host.port=int64:80",
            ])
        #expect(
            Self.attributes(span.attributes) == ["peer.service=string:db ü", "net.peer.ip=string:10.0.0.2", "net.peer.port=int64:5432"])
        let (broken, found) = Self.read(#""localEndpoint":[],"remoteEndpoint":{"port":"x","ipv4":7,"more":{}}"#)
        #expect(broken.attributes.isEmpty && found == [.badType, .badNumber])
    }

    @Test("Annotations are events; attributes packed beside a name are its own")
    func annotations() {
        let (span, codes) = Self.read(
            #""annotations":[{"timestamp":6,"value":"plain|text"},{"value":"retry|{\"n\":1,\"d\":1.5,\"s\":\"a|b\",\"b\":true,\"l\":[1]}|2","timestamp":7},{"timestamp":8},7]"#
        )
        #expect(codes == [.badType])
        #expect(span.events.map(\.name) == ["plain|text", "retry", ""])
        #expect(span.events.map(\.time) == [6000, 7000, 8000])
        #expect(
            Self.attributes(span.events[1].attributes)
                == ["n=int64:1", "d=double:1.5", "s=string:a|b", "b=bool:true", "l=array:[1]", "otel.dropped_attributes_count=int64:2"])
    }

    @Test("Tags that hold links are links, in the order of their numbers")
    func links() {
        let (span, codes) = Self.read(
            #""tags":{"otlp.link.1":"00000000000000010000000000000002|0000000000000003|a=1|{\"k\":1}|2","otlp.link.0":"000000000000000000000000000000ab|0000000000000004||{\"opentracing.ref_type\":\"child_of\"}|0","otlp.link.2":"odd","otlp.link.x":"y"}"#
        )
        #expect(codes == [])
        #expect(span.links.map(\.kind) == [.childOf, .other])
        #expect(span.links.map(\.isSameTrace) == [true, false])
        #expect(span.links.map(\.spanIDText) == ["0000000000000004", "0000000000000003"])
        #expect(
            Self.attributes(span.links[1].attributes) == [
                "w3c.tracestate=string:a=1", "k=int64:1", "otel.dropped_attributes_count=int64:2",
            ])
        #expect(Self.attributes(span.attributes) == ["otlp.link.2=string:odd", "otlp.link.x=string:y"])
    }

    @Test("Shared halves and debug spans are marked; a tag keeps the type it has")
    func flags() {
        let (span, _) = Self.read(#""shared":true,"debug":true,"tags":{"n":1,"o":{"a":1}}"#)
        #expect(span.facts.isShared && span.facts.mayBePiece)
        #expect(Self.attributes(span.attributes) == ["zipkin.debug=bool:true", "n=int64:1", "o=map:{\"a\":1}"])
        #expect(!Self.read(#""shared":false,"debug":"yes""#).span.facts.isShared)
    }

    @Test("A span without a trace or an id is lost or marked, and reading goes on")
    func brokenSpans() {
        let decoded = decode(
            #"[{"id":"1","localEndpoint":{},"name":"n"},{"traceId":"1","id":"","name":"n","timestamp":1},7,\#(Self.span())]"#)
        #expect(decoded.snapshot.spanCount == 2)
        #expect(decoded.codes == [.missingTraceID, .missingSpanID, .notASpan])
    }

    @Test("A damaged span costs itself, and a text that breaks off its last span")
    func damage() {
        let decoded = decode(#"[\#(Self.span()),{"traceId":"1","id":"2","name":},\#(Self.span(#""kind":"CLIENT""#))]"#)
        #expect(decoded.snapshot.spanCount == 2 && decoded.codes == [.syntaxError])
        let cut = decode(#"[\#(Self.span()),{"traceId":"1","id":"2","na"#)
        #expect(cut.snapshot.spanCount == 1 && cut.codes == [.truncated])
    }
}

/// Zipkin JSON of version 1.
@Suite struct ZipkinV1DecodingTests {
    static func read(_ fields: String) -> Span { decode(#"[{"traceId":"1","id":"2","name":"get",\#(fields)}]"#).trace.span(at: 0) }
    static let front = #"{"serviceName":"front","ipv4":"10.0.0.1"}"#, back = #"{"serviceName":"back","port":80}"#

    @Test("Annotations of the client decide kind, times, service and peer")
    func client() {
        let span = Self.read(
            #""annotations":[{"timestamp":5,"value":"cs","endpoint":\#(Self.front)},{"timestamp":9,"value":"cr","endpoint":\#(Self.front)},{"timestamp":6,"value":"retry","endpoint":\#(Self.front)}],"binaryAnnotations":[{"key":"http.path","value":"/","endpoint":\#(Self.front)},{"key":"sa","value":true,"endpoint":\#(Self.back)},{"key":"bytes","value":7}]"#
        )
        #expect(span.kind == .client && span.start == 5000 && span.duration == 4000 && span.service == "front")
        #expect(
            ZipkinDecodingTests.attributes(span.attributes)
                == ["http.path=string:/", "bytes=int64:7", "peer.service=string:back", "net.peer.port=int64:80"])
        #expect(span.events.map(\.name) == ["cs", "cr", "retry"])
    }

    @Test("The server's side has its client's address; given times win")
    func server() {
        let span = Self.read(
            #""timestamp":1,"duration":2,"annotations":[{"timestamp":5,"value":"sr","endpoint":\#(Self.back)}],"binaryAnnotations":[{"key":"ca","value":true,"endpoint":\#(Self.front)},{"key":"error","value":"late"}]"#
        )
        #expect(span.kind == .server && span.start == 1000 && span.duration == 2000 && span.service == "back" && span.isError)
        #expect(
            ZipkinDecodingTests.attributes(span.attributes)
                == ["error=string:late", "peer.service=string:front", "net.peer.ip=string:10.0.0.1"])
    }

    @Test("A span with both sides is one span, the client's, and counts as version 1")
    func bothSides() {
        let span = Self.read(
            #""annotations":[{"timestamp":6,"value":"sr","endpoint":\#(Self.back)},{"timestamp":5,"value":"cs","endpoint":\#(Self.front)}]"#
        )
        #expect(span.kind == .client && span.service == "front" && span.start == 5000 && span.facts.lacksDuration)
    }

    @Test("A local component names the service of a local span; an empty one says nothing more")
    func localComponent() {
        let named = Self.read(#""binaryAnnotations":[{"key":"lc","value":"spring","endpoint":\#(Self.back)}]"#)
        #expect(named.kind == .unspecified && named.service == "back")
        #expect(ZipkinDecodingTests.attributes(named.attributes) == ["component=string:spring"])
        #expect(Self.read(#""binaryAnnotations":[{"key":"lc","value":"","endpoint":\#(Self.back)}]"#).attributes.isEmpty)
    }

    @Test("Annotations of a side tell the kind in version 2 as well, when nothing else does")
    func sidesInVersion2() {
        let annotations = #""annotations":[{"timestamp":5,"value":"sr"}]"#
        #expect(ZipkinDecodingTests.read(annotations).span.kind == .server)
        #expect(ZipkinDecodingTests.read(annotations + #","kind":"CONSUMER""#).span.kind == .consumer)
        #expect(ZipkinDecodingTests.read(annotations).span.start == 5000)
    }

    @Test("The guide's lists by service hold the same spans as its flat list")
    func guide() throws {
        guard Places.hasFixtures else { return print("shared fixtures are absent: the guide's Zipkin files were not read") }
        let folder = Places.fixtures.appendingPathComponent("guide")
        let keyed = decode([UInt8](try Data(contentsOf: folder.appendingPathComponent("zipkin.json"))))
        let flat = decode([UInt8](try Data(contentsOf: folder.appendingPathComponent("zipkin-flat.json"))))
        #expect(keyed.snapshot.spanCount == 15 && keyed.snapshot.traces.count == 3 && keyed.codes == [])
        #expect(difference(keyed.snapshot.everything(), flat.snapshot.everything()) == nil)
    }

    @Test("Senders and receivers of messages are told apart")
    func messages() {
        #expect(Self.read(#""annotations":[{"timestamp":5,"value":"ms","endpoint":\#(Self.front)}]"#).kind == .producer)
        let receiver = Self.read(#""annotations":[{"timestamp":5,"value":"mr","endpoint":\#(Self.front)}],"binaryAnnotations":[]"#)
        #expect(receiver.kind == .consumer && receiver.start == 5000)
    }
}

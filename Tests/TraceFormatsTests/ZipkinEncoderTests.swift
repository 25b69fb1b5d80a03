import TestSupport
import Testing
import TraceModel

@testable import TraceFormats

/// Spans as Zipkin v2 has them.
@Suite struct ZipkinEncoderTests {
    static let head = #"{"traceId":"00000000000000ab","id":"00000000000000cd""#
    static let endpoint = #""localEndpoint":{"serviceName":"Shop"}"#

    /// What one span becomes, between the array's brackets, and what is lost of it.
    static func encoded(_ snapshot: Snapshot) throws -> (span: String, losses: [ConversionLoss]) {
        var text: [UInt8] = []
        var encoder = ZipkinEncoder { text.append(contentsOf: $0) }
        try encoder.encode(snapshot)
        try encoder.finish()
        return (String(decoding: text.dropFirst().dropLast(2), as: UTF8.self), encoder.losses)
    }

    @Test("A document of nothing is an empty array")
    func nothing() { #expect(String(decoding: ZipkinEncoder.text(of: .empty), as: UTF8.self) == "[]\n") }

    @Test("Every field stands where Zipkin puts it")
    func wholeSpan() throws {
        let snapshot = built(resource: [("net.host.ip", "10.0.0.1")]) { writer, span in
            span.parent = SpanID(0xef)
            span.name = writer.intern("GET <a>")
            (span.start, span.duration) = (1_767_603_600_000_001_000, 250_000)
            span.facts.kind = .client
            writer.attribute("http.method", .string("GET"))
            writer.attribute("peer.service", .string("db"))
            writer.attribute("net.peer.ip", .string("2001:db8::1"))
            writer.attribute("net.peer.port", .int64(5432))
            writer.attribute("net.peer.ip", .string("10.0.0.2"))
            writer.beginEvent()
            writer.endEvent(time: 5_000, name: writer.intern("sent"))
        }
        let (span, losses) = try Self.encoded(snapshot)
        #expect(
            span
                == #"{"traceId":"00000000000000ab","parentId":"00000000000000ef","id":"00000000000000cd","kind":"CLIENT","name":"GET \u003ca\u003e","timestamp":1767603600000001,"duration":250,"localEndpoint":{"serviceName":"Shop","ipv4":"10.0.0.1"},"remoteEndpoint":{"serviceName":"db","ipv4":"10.0.0.2","ipv6":"2001:db8::1","port":5432},"annotations":[{"timestamp":5,"value":"sent"}],"tags":{"http.method":"GET"}}"#
        )
        #expect(losses == [])
    }

    @Test("What is missing is left out; a duration of nothing is written, for it is known")
    func missingFields() throws {
        let lacking = built { _, span in
            (span.facts.lacksStart, span.facts.lacksDuration) = (true, true)
        }
        #expect(try Self.encoded(lacking).span == Self.head + #","name":"","# + Self.endpoint + "}")
        #expect(try Self.encoded(built { _, _ in }).span == Self.head + #","timestamp":0,"duration":0,"# + Self.endpoint + "}")
    }

    @Test("Values become text, a key is written once, and both are counted")
    func values() throws {
        let (span, losses) = try Self.encoded(
            built { writer, _ in
                writer.attribute("i", .int64(-7))
                writer.attribute("d", .double(0.5))
                writer.attribute("b", .bool(false))
                writer.attribute("x", .bytes([0, 255]))
                writer.attribute("a", .array(json: "[1]"))
                writer.attribute("n", .null)
                writer.attribute("i", .string("again"))
                writer.attribute("s", .string("text"))
            })
        #expect(span.hasSuffix(#""tags":{"i":"-7","d":"0.5","b":"false","x":"AP8=","a":"[1]","n":"","s":"text"}}"#))
        #expect(losses == [ConversionLoss(.typedValue, count: 6), ConversionLoss(.repeatedKey)])
    }

    @Test("Attributes that no endpoint can hold stay tags")
    func endpointsTakeOnlyWhatFits() throws {
        let (span, _) = try Self.encoded(
            built { writer, _ in
                writer.attribute("peer.service", .string(""))
                writer.attribute("net.peer.ip", .string("db.local"))
                writer.attribute("net.peer.port", .string("80"))
            })
        #expect(span.hasSuffix(Self.endpoint + #","tags":{"peer.service":"","net.peer.ip":"db.local","net.peer.port":"80"}}"#))
    }

    @Test("Attributes of the resource are tags, unless the span has the key")
    func resourceAttributes() throws {
        let (span, losses) = try Self.encoded(
            built(resource: [("host.name", "h"), ("k", "resource")]) { writer, _ in writer.attribute("k", .string("span")) })
        #expect(span.hasSuffix(Self.endpoint + #","tags":{"k":"span","host.name":"h"}}"#))
        #expect(losses == [ConversionLoss(.resourceAttribute, count: 2), ConversionLoss(.hiddenResourceAttribute)])
    }

    @Test("Kind, status and error become tags unless tags say them already")
    func factsBecomeTags() throws {
        func tags(_ build: (inout SpanWriter, inout NewSpan) -> Void) throws -> String {
            let text = try Self.encoded(built(build)).span
            return text.firstRange(of: #","tags":"#).map { String(text[$0.upperBound...].dropLast()) } ?? ""
        }
        #expect(try tags { _, span in span.facts.kind = .internal } == #"{"span.kind":"internal"}"#)
        #expect(try tags { _, span in span.facts.status = .ok } == #"{"otel.status_code":"OK"}"#)
        let failed = #"{"otel.status_code":"ERROR","error":"true"}"#
        #expect(try tags { _, span in (span.facts.isError, span.facts.status) = (true, .error) } == failed)
        let told = try tags { writer, span in
            (span.facts.kind, span.facts.isError, span.facts.status) = (.internal, true, .error)
            writer.attribute("error", .string("timeout"))
            writer.attribute("span.kind", .string("internal"))
            writer.attribute("otel.status_code", .string("ERROR"))
        }
        #expect(told == #"{"error":"timeout","span.kind":"internal","otel.status_code":"ERROR"}"#)
    }

    @Test("A tag that denies an error is left out, for in Zipkin it would state one")
    func deniedError() throws {
        let (span, losses) = try Self.encoded(built { writer, _ in writer.attribute("error", .bool(false)) })
        #expect(!span.contains("error"))
        #expect(losses == [ConversionLoss(.deniedError)])
    }

    @Test("An event's attributes stand beside its name as JSON, types kept")
    func events() throws {
        let (span, losses) = try Self.encoded(
            built { writer, _ in
                writer.beginEvent()
                writer.attribute("event", .string("retry"))
                writer.attribute("n", .int64(2))
                writer.attribute("d", .double(3))
                writer.attribute("a", .array(json: #"["x"]"#))
                writer.attribute("otel.dropped_attributes_count", .int64(4))
                writer.endEvent(time: 1_999)
                writer.beginEvent()
                writer.endEvent(time: 2_000, name: writer.intern("a|{}|0"))
            })
        #expect(
            span.hasSuffix(
                #""annotations":[{"timestamp":1,"value":"retry|{\"n\":2,\"d\":3.0,\"a\":[\"x\"]}|4"},{"timestamp":2,"value":"a|{}|0|{}|0"}]}"#
            ))
        #expect(losses == [ConversionLoss(.subMicrosecondTime), ConversionLoss(.eventAttribute)])
    }

    @Test("Links are tags, but for the reference to the parent")
    func links() throws {
        let (span, losses) = try Self.encoded(
            built { writer, span in
                span.parent = SpanID(1)
                writer.link(.childOf, trace: TraceID(low: 0xab), isSameTrace: true, span: SpanID(1), hasTextID: false)
                writer.link(.followsFrom, trace: TraceID(low: 0xab), isSameTrace: true, span: SpanID(2), hasTextID: false)
                writer.link(.other, trace: TraceID(high: 1, low: 2), isSameTrace: false, span: SpanID(3), hasTextID: false)
            })
        #expect(
            span.hasSuffix(
                #""tags":{"otlp.link.0":"000000000000000000000000000000ab|0000000000000002||{\"opentracing.ref_type\":\"follows_from\"}|0","otlp.link.1":"00000000000000010000000000000002|0000000000000003||{}|0"}}"#
            ))
        #expect(losses == [ConversionLoss(.linkAsText, count: 2)])
    }

    @Test("A link's attributes and trace state stand beside it, a scope is two tags, flags are kept")
    func linkAttributesScopeAndFlags() throws {
        let store = SpanStore()
        var span = NewSpan(source: store.addSource("test"))
        var writer = store.writer()
        var scope = ResourceTable.NewScope()
        (scope.name, scope.version) = (writer.intern("lib"), writer.intern("1"))
        scope.attributes = [.init(writer.intern("k"), int64: 1)]
        span.resource = store.resources.add(service: nil, attributes: [], scope: scope)
        (span.trace, span.id) = (TraceID(low: 0xab), SpanID(0xcd))
        span.facts.isShared = true
        writer.attribute("zipkin.debug", .bool(true))
        writer.beginLink()
        writer.attribute("why", .string("b|c"))
        writer.attribute("w3c.tracestate", .string("a=1"))
        writer.attribute("otel.dropped_attributes_count", .int64(2))
        writer.endLink(.followsFrom, trace: TraceID(low: 9), isSameTrace: false, span: SpanID(3), hasTextID: false)
        writer.finish(span)
        store.commit(writer.takeBatch())
        let (text, losses) = try Self.encoded(store.publish())
        let link = #"00000000000000000000000000000009|0000000000000003|a=1|{\"opentracing.ref_type\":\"follows_from\",\"why\":\"b|c\"}|2"#
        #expect(
            text == Self.head
                + #","timestamp":0,"duration":0,"tags":{"otel.scope.name":"lib","otel.scope.version":"1","otlp.link.0":"\#(link)"},"debug":true,"shared":true}"#
        )
        #expect(losses == [ConversionLoss(.scopeAttribute), ConversionLoss(.linkAsText)])
    }

    @Test("Ids that are no hexadecimal number stay as they were read")
    func textIDs() throws {
        let text =
            #"{"data":[{"traceID":"t-1","spans":[{"traceID":"t-1","spanID":"s/1","operationName":"o","references":[{"refType":"CHILD_OF","traceID":"t-1","spanID":"s/2"}],"startTime":1,"duration":2,"processID":"p"}],"processes":{"p":{"serviceName":"s"}}}]}"#
        let (span, losses) = try Self.encoded(decode(text).snapshot)
        #expect(span.hasPrefix(#"{"traceId":"t-1","parentId":"s/2","id":"s/1","name":"o""#))
        #expect(losses == [ConversionLoss(.textID, count: 3)])
    }

    @Test("Warnings and parents that are the span itself are lost, and counted")
    func uncarried() throws {
        let own = try Self.encoded(built { _, span in span.parent = span.id })
        #expect(own.losses == [ConversionLoss(.ownParent)])
        let (_, losses) = try Self.encoded(built { writer, _ in writer.warning(writer.intern("odd")) })
        #expect(losses == [ConversionLoss(.warning)])
    }

    @Test("Spans of several traces and snapshots make one array")
    func oneArray() throws {
        var text: [UInt8] = []
        var encoder = ZipkinEncoder { text.append(contentsOf: $0) }
        let twoTraces = Snapshot.of([SketchedSpan(id: 1), SketchedSpan(2) { $0.trace = 2 }])
        try encoder.encode(twoTraces)
        try encoder.encode(twoTraces, traces: [twoTraces.traces[1]])
        try encoder.finish()
        let written = String(decoding: text, as: UTF8.self)
        #expect(written.split(separator: "},{").count == 3)
        #expect(written.hasPrefix("[{") && written.hasSuffix("}]\n"))
    }

    @Test("An error of the sink ends the encoding")
    func sinkFails() {
        struct Full: Error {}
        var encoder = ZipkinEncoder { _ in throw Full() }
        #expect(throws: Full.self) {
            try encoder.encode(.empty)
            try encoder.finish()
        }
    }
}

/// Attributes packed into text.
@Suite struct ZipkinPackedTextTests {
    static func parts(_ text: String) -> [String]? {
        let bytes = padded(Array(text.utf8))
        return bytes.withUnsafeBytes { buffer in
            ZipkinPackedText(UnsafeRawBufferPointer(rebasing: buffer[..<text.utf8.count])).map {
                [String(decoding: $0.name, as: UTF8.self), String(decoding: $0.attributes, as: UTF8.self), String($0.dropped)]
            }
        }
    }

    @Test("Packed text is taken apart, with separators in names and values")
    func packed() {
        #expect(Self.parts(#"a|{"k":1}|2"#) == ["a", #"{"k":1}"#, "2"])
        #expect(Self.parts(#"|{}|0"#) == ["", "{}", "0"])
        #expect(Self.parts(#"a|b|{"k":"|{}|"}|10"#) == ["a|b", #"{"k":"|{}|"}"#, "10"])
        #expect(Self.parts("a|{}|0|{}|0") == ["a|{}|0", "{}", "0"])
    }

    @Test(
        "Other text stays whole",
        arguments: ["", "a", "a|b|0", "a|{}|", "a|{}|x", "a|{]}|0", "a|{\"k\":}|0", "}|0", "|0", "a|{}|99999999999"])
    func whole(text: String) { #expect(Self.parts(text) == nil) }
}

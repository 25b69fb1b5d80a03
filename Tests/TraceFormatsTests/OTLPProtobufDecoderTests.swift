import Foundation
import TestSupport
import Testing
import TraceModel

@testable import TraceFormats

/// What OTLP protobuf becomes in columns.
@Suite struct OTLPProtobufDecoderTests {
    static func decoded(_ message: OTLPMessage) -> Decoded { decodeProtobuf(message.bytes) }

    @Test("Ids, name, kind, times, parent and service are read")
    func plainSpan() throws {
        let parent = OTLPMessage.Field.bytes(SpanField.parentSpanID.rawValue, [0, 0, 0, 0, 0, 0, 0, 1])
        let result = Self.decoded(.traces(.span("root"), .span("child", id: 2, [parent, .varint(SpanField.kind.rawValue, 3)])))
        #expect(result.codes.isEmpty)
        let child = try #require(result.span("child"))
        #expect(child.idText == "0000000000000002")
        #expect(child.namedParentIDText == "0000000000000001")
        #expect(result.trace.idText == String(repeating: "ab", count: 16))
        #expect(child.start == 1_000)
        #expect(child.duration == 2_500)
        #expect(child.kind == .client)
        #expect(child.service == "shop")
        #expect(child.resource.attributes.isEmpty)
        #expect(child.resource.scope == nil)
    }

    @Test("Every type of value is read, a missing value is null, and nested ones become JSON")
    func values() throws {
        func value(_ key: String, _ value: OTLPMessage) -> OTLPMessage.Field {
            .message(SpanField.attribute.rawValue, [.text(0x0a, key), .message(0x12, value)])
        }
        let list: OTLPMessage = [.message(0x0a, [.varint(0x18, 1)]), .message(0x0a, [.text(0x0a, "a")])]
        let map: OTLPMessage = [.message(0x0a, .pair("k", "v"))]
        let fields: [OTLPMessage.Field] = [
            value("s", [.text(0x0a, "text")]), value("b", [.varint(0x10, 1)]), value("i", [.varint(0x18, UInt64(bitPattern: -7))]),
            value("d", [.fixed64(0x21, (0.5).bitPattern)]), value("l", [.message(0x2a, list)]), value("m", [.message(0x32, map)]),
            value("x", [.bytes(0x3a, [0, 255])]), value("n", []), .message(SpanField.attribute.rawValue, [.text(0x0a, "none")]),
            value("e", [.text(0x0a, "")]), value("f", [.varint(0x10, 0)]),
        ]
        let span = try #require(Self.decoded(.traces(.span("s", fields))).span("s"))
        #expect(span.attributes.map(\.key) == ["s", "b", "i", "d", "l", "m", "x", "n", "none", "e", "f"])
        #expect(
            span.attributes.map(\.value) == [
                .string("text"), .bool(true), .int64(-7), .double(0.5), .array(json: #"[1,"a"]"#), .map(json: #"{"k":"v"}"#),
                .bytes([0, 255]), .null, .null, .string(""), .bool(false),
            ])
    }

    @Test("Status sets status and error, and its message, the trace state and dropped counts become attributes")
    func fieldsWithoutColumns() throws {
        let result = Self.decoded(
            .traces(
                .span(
                    "s",
                    [
                        .message(SpanField.status.rawValue, [.text(0x12, "it broke"), .varint(0x18, 2)]),
                        .text(SpanField.traceState.rawValue, "a=b"), .varint(SpanField.droppedAttributesCount.rawValue, 1),
                        .varint(SpanField.droppedEventsCount.rawValue, 2), .varint(SpanField.droppedLinksCount.rawValue, 3),
                        .message(SpanField.attribute.rawValue, .pair("k", "v")),
                    ]),
                .span("ok", id: 2, [.message(SpanField.status.rawValue, [.varint(0x18, 1)])])))
        let span = try #require(result.span("s"))
        #expect(span.isError)
        #expect(span.status == .error)
        #expect(
            span.attributes.map { "\($0.key)=\($0.value.text)" } == [
                "k=v", "otel.status_description=it broke", "w3c.tracestate=a=b", "otel.dropped_attributes_count=1",
                "otel.dropped_events_count=2", "otel.dropped_links_count=3",
            ])
        #expect(span.attributes["otel.dropped_links_count"] == .int64(3))
        #expect(result.span("ok")?.status == .ok)
        #expect(result.span("ok")?.isError == false)
    }

    @Test("Events and links are read with their attributes; a link knows whether it stays in its trace")
    func eventsAndLinks() throws {
        let here = OTLPMessage.Field.bytes(LinkField.traceID.rawValue, Array(repeating: 0xab, count: 16))
        let there = OTLPMessage.Field.bytes(LinkField.traceID.rawValue, Array(repeating: 0, count: 15) + [9])
        let target = OTLPMessage.Field.bytes(LinkField.spanID.rawValue, [0, 0, 0, 0, 0, 0, 0, 7])
        let event: OTLPMessage = [
            .fixed64(EventField.time.rawValue, 2_000), .text(EventField.name.rawValue, "boom"),
            .message(EventField.attribute.rawValue, .pair("k", "v")), .varint(EventField.droppedAttributesCount.rawValue, 4),
        ]
        let link: OTLPMessage = [
            there, target, .text(LinkField.traceState.rawValue, "x=y"), .message(LinkField.attribute.rawValue, .pair("why", "batch")),
            .varint(LinkField.droppedAttributesCount.rawValue, 5),
        ]
        // Links before the trace id, which tells whose they are.
        let fields: [OTLPMessage.Field] = [.message(SpanField.link.rawValue, [here, target]), .message(SpanField.link.rawValue, link)]
        let span = OTLPMessage(fields + [.raw(OTLPMessage.span("s", [.message(SpanField.event.rawValue, event)]).bytes)])
        let found = try #require(Self.decoded(.traces(span)).span("s"))
        #expect(found.events.map { "\($0.time) \($0.name)" } == ["2000 boom"])
        #expect(found.events[0].attributes.map { "\($0.key)=\($0.value.text)" } == ["k=v", "otel.dropped_attributes_count=4"])
        #expect(found.links.map(\.isSameTrace) == [true, false])
        #expect(found.links.map(\.kind) == [.other, .other])
        #expect(found.links.map(\.spanIDText) == ["0000000000000007", "0000000000000007"])
        #expect(found.links[1].traceIDText == "0000000000000009")
        #expect(
            found.links[1].attributes.map { "\($0.key)=\($0.value.text)" } == [
                "why=batch", "w3c.tracestate=x=y", "otel.dropped_attributes_count=5",
            ])
        #expect(found.attributes.isEmpty)
    }

    @Test("Resource and scope are read wherever they stand, with schemas and dropped counts")
    func headersBehindSpans() throws {
        let scope: OTLPMessage = [
            .text(ScopeField.name.rawValue, "lib"), .text(ScopeField.version.rawValue, "1.2"),
            .message(ScopeField.attribute.rawValue, .pair("a", "b")), .varint(ScopeField.droppedAttributesCount.rawValue, 6),
        ]
        let scopeSpans: OTLPMessage = [
            .message(ScopeSpansField.span.rawValue, .span("s")), .text(ScopeSpansField.schemaURL.rawValue, "https://scope"),
            .message(ScopeSpansField.scope.rawValue, scope),
        ]
        let resource: OTLPMessage = [
            .message(ResourceField.attribute.rawValue, .pair("host.name", "h")),
            .message(ResourceField.attribute.rawValue, .pair("service.name", "late")),
            .varint(ResourceField.droppedAttributesCount.rawValue, 7),
        ]
        let resourceSpans: OTLPMessage = [
            .message(ResourceSpansField.librarySpans.rawValue, scopeSpans),
            .text(ResourceSpansField.schemaURL.rawValue, "https://resource"),
            .message(ResourceSpansField.resource.rawValue, resource),
        ]
        let bytes = OTLPMessage([.message(TracesField.resourceSpans.rawValue, resourceSpans)]).bytes
        for windows in [[], [1], [7, 3]] {
            let span = try #require(decodeProtobuf(bytes, windows: windows).span("s"))
            #expect(span.service == "late")
            #expect(
                span.resource.attributes.map { "\($0.key)=\($0.value.text)" } == [
                    "host.name=h", "otel.dropped_attributes_count=7", "otel.resource.schema_url=https://resource",
                ])
            let scope = try #require(span.resource.scope)
            #expect("\(scope.name) \(scope.version)" == "lib 1.2")
            #expect(
                scope.attributes.map { "\($0.key)=\($0.value.text)" } == [
                    "a=b", "otel.dropped_attributes_count=6", "otel.scope.schema_url=https://scope",
                ])
        }
    }

    @Test("A service name that is no string stays an attribute, and the service is missing")
    func oddServiceName() throws {
        let resource: OTLPMessage = [
            .message(ResourceField.attribute.rawValue, [.text(0x0a, "service.name"), .message(0x12, [.varint(0x18, 5)])])
        ]
        let bytes: OTLPMessage = [
            .message(
                TracesField.resourceSpans.rawValue,
                [
                    .message(ResourceSpansField.resource.rawValue, resource),
                    .message(ResourceSpansField.scopeSpans.rawValue, [.message(ScopeSpansField.span.rawValue, .span("s"))]),
                ])
        ]
        let span = try #require(Self.decoded(bytes).span("s"))
        #expect(span.serviceID == nil)
        #expect(span.resource.attributes["service.name"] == .int64(5))
    }

    @Test("Frames are read one after the other, empty ones and the end of the file between two included")
    func frames() {
        let bytes = OTLPMessage.framed(.traces(.span("a")), [], .traces(.span("b", id: 2), service: "other"))
        for windows in [[], [1], [5]] {
            let result = decodeProtobuf(bytes, windows: windows)
            #expect(result.codes.isEmpty)
            #expect(result.snapshot.spanCount == 2)
            #expect(result.span("b")?.service == "other")
        }
    }

    @Test("One trace in protobuf, bare or framed, is one and the same trace")
    func fixtures() throws {
        guard Places.hasFixtures else { return print("fixtures are absent: otlp-binary was not read") }
        let folder = Places.fixtures.appendingPathComponent("formats/otlp-binary")
        let bare = decodeProtobuf(Array(try Data(contentsOf: folder.appendingPathComponent("pushbytes.pb"))))
        let framed = decodeProtobuf(Array(try Data(contentsOf: folder.appendingPathComponent("pushbytes.framed.pb"))))
        #expect(bare.codes.isEmpty)
        #expect(framed.codes.isEmpty)
        #expect(bare.snapshot.spanCount > 1)
        #expect(framed.snapshot.spanCount == bare.snapshot.spanCount * 2)
        let span = try #require(bare.span("distributor.PushTraces"))
        #expect(span.service == "tempo-distributor")
        #expect(span.resource.attributes["k8s.pod.ip"] == .string("10.244.0.83"))
        #expect(span.resource.attributes["service.version"] == .string(""))
        #expect(span.resource.scope?.name == "modules/distributor")
        #expect(span.kind == .internal)
    }
}

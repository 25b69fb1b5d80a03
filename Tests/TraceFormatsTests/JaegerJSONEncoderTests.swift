import Foundation
import TestSupport
import Testing
import TraceModel

@testable import TraceFormats

/// Spans as Jaeger writes them.
@Suite struct JaegerJSONEncoderTests {
    static let head = #"{"data":["#
    static let tail = #"],"total":0,"limit":0,"offset":0,"errors":null}"# + "\n"

    /// What a document becomes when it is read and written again.
    static func rewritten(_ text: String) -> String { String(decoding: JaegerJSONEncoder.text(of: decode(text).snapshot), as: UTF8.self) }

    /// The tags of one span, built in the model, as they are written.
    static func tags(_ build: (inout SpanWriter, inout NewSpan) -> Void) -> Substring {
        let store = SpanStore()
        var span = NewSpan(source: store.addSource("test"))
        var writer = store.writer()
        span.trace = TraceID(low: 1)
        span.id = SpanID(2)
        span.resource = store.resources.add(service: writer.intern("s"), attributes: [])
        build(&writer, &span)
        writer.finish(span)
        store.commit(writer.takeBatch())
        let text = String(decoding: JaegerJSONEncoder.text(of: store.publish()), as: UTF8.self)
        return text.firstRange(of: #""tags":"#).flatMap { start in
            text.firstRange(of: #","processID""#).map { text[start.upperBound..<$0.lowerBound] }
        } ?? ""
    }

    @Test("A document of nothing is Jaeger's answer without traces")
    func nothing() { #expect(String(decoding: JaegerJSONEncoder.text(of: .empty), as: UTF8.self) == Self.head + Self.tail) }

    @Test("Every field stands where Jaeger puts it, and is read and written again without a change")
    func wholeDocument() {
        let span =
            #"{"traceID":"00000000000000ab","spanID":"00000000000000cd","operationName":"GET \u003c/a\u003e","references":[{"refType":"CHILD_OF","traceID":"00000000000000ab","spanID":"00000000000000ef"}],"startTime":1767603600000001,"duration":250,"tags":[{"key":"i","type":"int64","value":-7},{"key":"big","type":"int64","value":"9007199254740993"},{"key":"f","type":"float64","value":0.25},{"key":"b","type":"bool","value":false},{"key":"x","type":"binary","value":"AAH/"},{"key":"span.kind","type":"string","value":"server"},{"key":"error","type":"bool","value":true}],"logs":[{"timestamp":1767603600000002,"fields":[{"key":"event","type":"string","value":"e"},{"key":"n","type":"int64","value":1}]}],"processID":"p1","warnings":["w"]}"#
        let root =
            #"{"traceID":"00000000000000ab","spanID":"00000000000000ef","operationName":"","references":[],"startTime":1767603600000000,"duration":300,"tags":[],"logs":[],"processID":"p2","warnings":null}"#
        let processes =
            #"{"p1":{"serviceName":"one","tags":[{"key":"ip","type":"string","value":"10.0.0.1"}]},"p2":{"serviceName":"two","tags":[]}}"#
        let text =
            Self.head + #"{"traceID":"00000000000000ab","spans":["# + span + "," + root + #"],"processes":"# + processes
            + #","warnings":null}"# + Self.tail
        #expect(Self.rewritten(text) == text)
    }

    @Test("Kind, error and status become tags unless tags say them already")
    func factsBecomeTags() {
        #expect(
            Self.tags { _, span in span.facts.kind = .consumer } == #"[{"key":"span.kind","type":"string","value":"consumer"}],"logs":[]"#)
        #expect(
            Self.tags { _, span in (span.facts.isError, span.facts.status) = (true, .error) }
                == #"[{"key":"error","type":"bool","value":true},{"key":"otel.status_code","type":"string","value":"ERROR"}],"logs":[]"#)
        #expect(Self.tags { _, span in span.facts.status = .ok } == #"[{"key":"otel.status_code","type":"string","value":"OK"}],"logs":[]"#)
        let told = Self.tags { writer, span in
            (span.facts.kind, span.facts.isError, span.facts.status) = (.server, true, .error)
            writer.attribute(writer.intern("error"), bool: true)
            writer.attribute(writer.intern("span.kind"), bool: true)
        }
        #expect(told == #"[{"key":"error","type":"bool","value":true},{"key":"span.kind","type":"bool","value":true}],"logs":[]"#)
    }

    @Test("What Jaeger has no type for is text, and a key without a value stays one")
    func foreignTypes() {
        let text = Self.tags { writer, _ in
            let json = Array(#"[1,"<"]"#.utf8)
            json.withUnsafeBytes { bytes in
                guard let start = bytes.baseAddress else { return }
                _ = writer.attribute(writer.intern("a"), arrayJSON: start, bytes.count)
            }
            writer.attribute(null: writer.intern("n"))
            writer.attribute(writer.intern("d"), double: .nan)
        }
        #expect(
            text
                == #"[{"key":"a","type":"string","value":"[1,\"\u003c\"]"},{"key":"n","type":"string","value":null},{"key":"d","type":"float64","value":"NaN"}],"logs":[]"#
        )
    }

    @Test("An event's given name is its first field, and nanoseconds are cut to microseconds")
    func events() {
        let text = Self.tags { writer, _ in
            writer.beginEvent()
            writer.attribute(writer.intern("k"), int64: 1)
            writer.endEvent(time: 1_999, name: writer.intern("named"))
        }
        #expect(
            text
                == #"[],"logs":[{"timestamp":1,"fields":[{"key":"event","type":"string","value":"named"},{"key":"k","type":"int64","value":1}]}]"#
        )
    }

    @Test("A trace that goes on in the next snapshot stays one object with one set of processes")
    func traceGoesOn() throws {
        func snapshot(_ trace: String, _ span: String, _ service: String) -> Snapshot {
            decode(
                #"{"data":[{"traceID":"\#(trace)","spans":[{"traceID":"\#(trace)","spanID":"\#(span)","operationName":"o","startTime":1,"duration":1,"processID":"x"}],"processes":{"x":{"serviceName":"\#(service)"}}}]}"#
            ).snapshot
        }
        var text: [UInt8] = []
        var encoder = JaegerJSONEncoder { text.append(contentsOf: $0) }
        for next in [snapshot("a", "1", "one"), snapshot("a", "2", "two"), snapshot("a", "3", "one"), snapshot("b", "4", "two")] {
            try encoder.encode(next)
        }
        try encoder.finish()
        let again = decode(text).snapshot
        #expect(again.traces.map { again[$0].spanCount } == [3, 1])
        let whole = String(decoding: text, as: UTF8.self)
        #expect(whole.contains(#""processes":{"p1":{"serviceName":"one","tags":[]},"p2":{"serviceName":"two","tags":[]}}"#))
        #expect(whole.contains(#""processes":{"p1":{"serviceName":"two","tags":[]}}"#))
        #expect(whole.split(separator: "\"spans\"").count == 3)
    }

    @Test("Broken spans keep their defects: odd ids, missing fields, several references, unknown process")
    func defectsAreKept() {
        let text =
            #"{"data":[{"traceID":"t-1","spans":[{"traceID":"t-1","spanID":"s/1","operationName":"o","references":[{"refType":"CHILD_OF","traceID":"ff","spanID":"s/2"},{"refType":"FOLLOWS_FROM","traceID":"t-1","spanID":"s/1"}],"tags":[],"logs":[],"processID":"p1","warnings":null}],"processes":{},"warnings":null}],"total":0,"limit":0,"offset":0,"errors":null}"#
        #expect(Self.rewritten(text) == text.replacingOccurrences(of: #""ff""#, with: #""00000000000000ff""#) + "\n")
    }

    @Test(
        "Encoding what was decoded from encoded text changes nothing, sample by sample",
        arguments: [
            "checkout", "slow-database", "retry-storm", "broken", "deep", "wide",
            "healthy", "failing-payment", "n-plus-one", "async-messaging", "clock-skew",
        ])
    func samplesAreStable(name: String) throws {
        let text = try String(contentsOf: Places.samples.appendingPathComponent("\(name).json"), encoding: .utf8)
        #expect(Self.rewritten(text) == text)
    }

    @Test("An error of the sink ends the encoding")
    func sinkFails() {
        struct Full: Error {}
        var encoder = JaegerJSONEncoder { _ in throw Full() }
        #expect(throws: Full.self) {
            try encoder.encode(.empty)
            try encoder.finish()
        }
    }
}

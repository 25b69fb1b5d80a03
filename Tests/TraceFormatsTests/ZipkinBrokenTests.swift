import TestSupport
import Testing
import TraceModel

@testable import TraceFormats

/// Zipkin JSON that is cut, damaged or hostile.
@Suite struct ZipkinBrokenTests {
    static let spans = [
        #"{"traceId":"10000000000000000000000000000002","parentId":"ef","id":"00000000000000cd","kind":"CLIENT","name":"get","timestamp":5,"duration":7,"localEndpoint":{"serviceName":"shop","ipv4":"10.0.0.1","port":80},"remoteEndpoint":{"serviceName":"db","port":"5432"},"annotations":[{"timestamp":6,"value":"retry|{\"n\":1,\"l\":[1]}|2"}],"tags":{"error":"true","otel.status_code":"ERROR","otlp.link.0":"01|02|a=1|{\"k\":1}|1"},"debug":true}"#,
        #"{"traceId":"0000000000000002","id":"2","name":"v1","annotations":[{"timestamp":5,"value":"cs","endpoint":{"serviceName":"a"}}],"binaryAnnotations":[{"key":"sa","value":true,"endpoint":{"port":1}},{"key":"n","value":7}]}"#,
    ]
    static let text = Array("[\(spans[0]),\(spans[1])]".utf8)

    @Test("A text cut at any place gives the spans before the cut, and says that it was cut")
    func cuts() {
        let firstEnd = 1 + Self.spans[0].utf8.count
        for end in 1..<Self.text.count {
            let decoded = decode(Array(Self.text[..<end]))
            let expected = end < firstEnd ? 0 : end < Self.text.count - 1 ? 1 : 2
            #expect(decoded.snapshot.spanCount == expected, "cut at \(end)")
            #expect(decoded.codes.contains(.truncated) || expected == 2 || end == firstEnd, "cut at \(end)")
        }
    }

    @Test("Any byte may be another: nothing traps, and no span appears from nowhere")
    func flips() {
        for place in Self.text.indices {
            for replacement: UInt8 in [0x00, 0x22, 0x2c, 0x5c, 0x7c, 0x7d, 0xff] {
                var bytes = Self.text
                bytes[place] = replacement
                #expect(decode(bytes).snapshot.spanCount <= 2)
            }
        }
    }

    @Test("Values of packed attributes may be damaged: what can be read is kept")
    func packedDamage() {
        let (span, codes) = ZipkinDecodingTests.read(#""annotations":[{"timestamp":1,"value":"a|{\"k\":nul,\"l\":2}|0"}]"#)
        #expect(span.events[0].name == "a" && codes == [.badNumber])
        #expect(ZipkinDecodingTests.attributes(span.events[0].attributes) == ["k=null:null", "l=int64:2"])
    }

    @Test("A value that nests too deeply is left out, in a tag and in packed text")
    func deepValues() {
        let deep = String(repeating: "[", count: 10_000) + String(repeating: "]", count: 10_000)
        let (span, codes) = ZipkinDecodingTests.read(
            #""tags":{"deep":\#(deep),"k":"v"},"annotations":[{"timestamp":1,"value":"a|{\"k\":\#(deep)}|0"}]"#)
        #expect(ZipkinDecodingTests.attributes(span.attributes) == ["deep=null:null", "k=string:v"])
        #expect(codes == [.nestingTooDeep])
    }

    @Test("Text that might be packed in very many ways is not tried for all of them")
    func manySeparators() {
        let text = String(repeating: "|{", count: 100_000) + "}|0"
        let (span, codes) = ZipkinDecodingTests.read(#""annotations":[{"timestamp":1,"value":"\#(text)"}]"#)
        #expect(span.events[0].name == text && codes == [])
    }
}

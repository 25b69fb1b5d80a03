import TestSupport
import Testing
import TraceModel

@testable import TraceFormats

@Suite struct OTLPJSONValueTests {
    /// The value of one attribute, as written, of a span and of a resource.
    private func values(_ json: String) -> [AttributeValue?] {
        let pair = #"{"key":"k","value":"# + json + "}"
        let decoded = decode(otlp(otlpSpan(#""attributes":["# + pair + "]"), resource: #"{"attributes":["# + pair + "]}"))
        return [decoded.span("op")?.attributes["k"], decoded.span("op")?.resource.attributes["k"]]
    }

    private func codes(_ json: String) -> [DiagnosticCode] {
        decode(otlp(otlpSpan(#""attributes":[{"key":"k","value":"# + json + "}]"))).codes
    }

    @Test(arguments: [
        (#"{"stringValue":"a\n\u00e9"}"#, AttributeValue.string("a\né")), (#"{"stringValue":""}"#, .string("")),
        (#"{"intValue":"9223372036854775807"}"#, .int64(.max)), (#"{"intValue":-9223372036854775808}"#, .int64(.min)),
        (#"{ "intValue" : 7 }"#, .int64(7)), (#"{"int_value":7}"#, .int64(7)), (#"{"boolValue":true}"#, .bool(true)),
        (#"{"boolValue":false}"#, .bool(false)), (#"{"doubleValue":1.5}"#, .double(1.5)), (#"{"doubleValue":3}"#, .double(3)),
        (#"{"doubleValue":"Infinity"}"#, .double(.infinity)), (#"{"doubleValue":"-Infinity"}"#, .double(-.infinity)),
        (#"{"bytesValue":"AQI="}"#, .bytes([1, 2])), (#"{"bytesValue":"\/\/8="}"#, .bytes([255, 255])), (#"{"bytesValue":""}"#, .bytes([])),
        ("{}", .null), ("null", .null), (#"{"stringValue":null}"#, .null), (#"{"other":1}"#, .null),
        (#"{"other":[1],"stringValue":"x","more":{}}"#, .string("x")),
        (#"{"arrayValue":{}}"#, .array(json: "[]")), (#"{"kvlistValue":{"values":[]}}"#, .map(json: "{}")),
        (#"{"kvlistValue":null}"#, .null),
        (
            #"{"arrayValue":{"values":[{"intValue":"1"},{"stringValue":"a\t"},{"boolValue":true},{},{"doubleValue":2}]}}"#,
            .array(json: #"[1,"a\t",true,null,2.0]"#)
        ),
        (
            #"{"kvlistValue":{"values":[{"key":"a","value":{"arrayValue":{"values":[{"kvlistValue":{"values":[]}}]}}},{"value":{"intValue":2},"key":"b"},{"key":"c"}]}}"#,
            .map(json: #"{"a":[{}],"b":2,"c":null}"#)
        ),
        (
            #"{"array_value":{"values":[{"bytes_value":"AQI="},{"double_value":"NaN"},{"array_value":{"values":[{"intValue":1}]}},{"intValue":2}]}}"#,
            .array(json: #"["AQI=","NaN",[1],2]"#)
        ),
    ])
    func `a value is what its field says`(_ json: String, _ value: AttributeValue) {
        #expect(values(json) == [value, value])
        #expect(codes(json) == [])
    }

    @Test func `a NaN is one`() { #expect(values(#"{"doubleValue":"NaN"}"#)[0]?.text == "NaN") }

    @Test(arguments: [
        (#"{"intValue":"18446744073709551615"}"#, AttributeValue.double(18_446_744_073_709_551_616), DiagnosticCode.numberOutOfRange),
        (#"{"intValue":"many"}"#, .string("many"), .badNumber), (#"{"bytesValue":"*"}"#, .string("*"), .badBase64),
        (#"{"intValue":1.5}"#, .double(1.5), .typeMismatch), (#""bare""#, .string("bare"), .typeMismatch),
        ("12", .int64(12), .typeMismatch),
        ("[1]", .null, .badType), (#"{"stringValue":5}"#, .null, .badType), (#"{"boolValue":"true"}"#, .null, .badType),
        (#"{"arrayValue":5}"#, .null, .badType),
    ])
    func `a value that does not fit its field is kept as far as it goes, and told`(
        _ json: String, _ value: AttributeValue, _ code: DiagnosticCode
    ) {
        #expect(values(json) == [value, value])
        #expect(codes(json) == [code])
    }

    @Test func `keys may come behind their values, and be missing`() {
        let decoded = decode(
            otlp(
                otlpSpan(
                    #""attributes":[{"value":{"intValue":1},"key":"a"},{"key":"b"},{"value":{"intValue":2}},{"key":"c","x":[],"value":{}},5,{"key":null,"value":{"intValue":3}}]"#
                )))
        #expect(
            decoded.span("op")?.attributes.map { "\($0.key)=\($0.value.typeName)" } == ["a=int64", "b=null", "=int64", "c=null", "=int64"])
        #expect(decoded.codes == [.badType])
    }

    @Test func `nested values have a limit, and ten thousand levels cost no more than their bytes`() {
        func nested(_ depth: Int) -> String {
            String(repeating: #"{"arrayValue":{"values":["#, count: depth) + "{}" + String(repeating: "]}}", count: depth)
        }
        let deepest = DecoderLimits.valueDepth
        #expect(
            values(nested(deepest))[0]
                == .array(json: String(repeating: "[", count: deepest) + "null" + String(repeating: "]", count: deepest)))
        #expect(values(nested(deepest + 1)) == [.null, .null])
        #expect(codes(nested(deepest + 1)) == [.nestingTooDeep])
        let decoded = decode(
            otlp(
                (0..<20).map { otlpSpan(#""attributes":[{"key":"k","value":"# + nested(10_000) + "}]", name: "\($0)") }.joined(
                    separator: ",")))
        #expect(decoded.snapshot.spanCount == 20)
        #expect(decoded.codes == [.nestingTooDeep])
    }
}

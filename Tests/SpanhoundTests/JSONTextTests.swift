import Testing

@testable import spanhound

@Suite struct JSONTextTests {
    @Test(
        "One whole JSON value is valid",
        arguments: [
            "0", "-0.5e+3", "true", "null", "\"a\\u00e9\\n\"", "[]", "{}", " [1, {\"a\": [null, false]}, \"x\"] ", "{\"a\":{},\"b\":[[]]}",
        ])
    func valid(text: String) { #expect(JSONText.isValid(text)) }

    @Test(
        "Anything less, more or else is not",
        arguments: [
            "", "[", "[1,]", "{\"a\"}", "{\"a\":1,}", "{a:1}", "01", "+1", "1.", ".5", "1e", "NaN", "\"\\x\"", "\"\\u12g4\"", "\"a\nb\"",
            "[1] 2",
            "]", "[}", "tru", "\"open", "{\"a\":1}}",
        ])
    func invalid(text: String) { #expect(!JSONText.isValid(text)) }

    @Test("Depth costs no stack")
    func deep() {
        let depth = 200_000
        #expect(JSONText.isValid(String(repeating: "[", count: depth) + String(repeating: "]", count: depth)))
        #expect(!JSONText.isValid(String(repeating: "[", count: depth)))
    }
}

import Testing

@testable import spanhound

@Suite struct JSONWriterTests {
    private func text(_ body: (inout JSONWriter) -> Void) -> String {
        var json = JSONWriter()
        json.object(body)
        return json.pendingText
    }

    @Test("Keys come in the order they are written, nested objects and arrays with commas between")
    func structure() {
        let written = text { json in
            json.field("a", 1)
            json.object("b") { _ in }
            json.array("c", [1, 2]) { json, number in json.object { $0.field("n", number) } }
            json.array("d", ["x", "y"]) { $0.value($1) }
            json.array("e", [Int]()) { _, _ in }
            json.field("f", nil as String?)
        }
        #expect(written == #"{"a":1,"b":{},"c":[{"n":1},{"n":2}],"d":["x","y"],"e":[],"f":null}"#)
    }

    @Test(
        "Whole numbers beyond ±2⁵³ are strings, the others numbers",
        arguments: [
            (9_007_199_254_740_992, "9007199254740992"), (9_007_199_254_740_993, "\"9007199254740993\""),
            (-9_007_199_254_740_992, "-9007199254740992"), (Int64.min, "\"-9223372036854775808\""), (0, "0"),
        ] as [(Int64, String)])
    func wholeNumbers(number: Int64, token: String) {
        #expect(text { $0.field("n", number) } == "{\"n\":\(token)}")
    }

    @Test(
        "What is no number is a string",
        arguments: [
            (.nan, "\"NaN\""), (.infinity, "\"Infinity\""), (-.infinity, "\"-Infinity\""), (0.1, "0.1"), (1e300, "1e+300"), (-0.0, "-0.0"),
        ] as [(Double, String)])
    func realNumbers(number: Double, token: String) {
        #expect(text { $0.field("n", number) } == "{\"n\":\(token)}")
    }

    @Test("Instants are decimal strings")
    func instants() {
        #expect(text { $0.field(instant: "t", 1_700_000_000_000_000_001) } == #"{"t":"1700000000000000001"}"#)
        #expect(text { $0.field(instant: "t", nil) } == #"{"t":null}"#)
    }

    @Test("Quotes, backslashes, control and bidirectional characters are escaped, all else is kept")
    func strings() {
        let written = text { $0.field("s", "a\"b\\c\n\t\r\u{1b}[0m\u{7f}\u{9b}\u{202e}日本🙂") }
        #expect(written == #"{"s":"a\"b\\c\n\t\r\u001b[0m\u007f\u009b\u202e日本🙂"}"#)
    }
}

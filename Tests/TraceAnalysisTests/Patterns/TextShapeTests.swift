import Testing

@testable import TraceAnalysis

/// Texts without what varies.
@Suite struct TextShapeTests {
    @Test(
        "Numbers and ids go out of messages, words and codes within words stay",
        arguments: [
            ("order 4711 not found after 3000ms", "order # not found after #ms"), ("no route to 10.0.0.7:8080", "no route to #.#.#.#:#"),
            ("user 550e8400-e29b-41d4-a716-446655440000 is gone", "user # is gone"), ("trace 4bf92f3577b34da6 lost", "trace # lost"),
            ("driver T731070C", "driver T#C"), ("can't  connect\n\tto 'db-1'", "can't connect to 'db-#'"),
            ("decade facade", "decade facade"),
            ("Zeit über 5 s", "Zeit über # s"), ("", ""), ("   ", ""), ("123", "#"), ("deadbeef", "deadbeef"), ("deadbee7", "#"),
        ])
    func messages(text: String, shape: String) { #expect(TextShape.ofMessage(text) == shape) }

    @Test(
        "Literals go out of statements, lists of them are one, names with numbers stay",
        arguments: [
            ("SELECT * FROM customer WHERE customer_id=392", "SELECT * FROM customer WHERE customer_id=#"),
            ("SELECT a FROM t1 WHERE x IN (1, 2,3 , 4)", "SELECT a FROM t1 WHERE x IN (#)"),
            ("UPDATE t SET n = 'O''Brien', m = 'a\\'b' WHERE id = -7", "UPDATE t SET n = #, m = # WHERE id = #"),
            ("INSERT INTO t VALUES ('a', 1.5, 'b')", "INSERT INTO t VALUES (#)"), ("select 'open", "select #"),
            ("GET user:42:name", "GET user:#:name"), ("select 1 from \"T2\"", "select # from \"T2\""),
        ])
    func statements(text: String, shape: String) { #expect(TextShape.ofStatement(text) == shape) }

    @Test("A text of any length has a shape of bounded length")
    func length() {
        #expect(TextShape.ofMessage(String(repeating: "x", count: 100_000)).utf8.count == TextShape.longest)
        #expect(TextShape.ofStatement("IN (" + String(repeating: "1,", count: 100_000)) == "IN (#,")
    }
}

import Foundation
import TestSupport
import Testing

/// What the program says of each kind of bad server: one sentence on standard error, and the exit status that scripts rely on.
@Suite struct BadServerSentenceTests {
    /// A bad answer and what is said of it, behind the address.
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let reply: LoopbackReply
        let status: Int32
        let sentence: String

        init(_ name: String, _ reply: LoopbackReply, _ status: Int32, _ sentence: String) {
            testDescription = name
            self.reply = reply
            self.status = status
            self.sentence = sentence
        }
    }

    private static let json = #"{"data":["shop"],"total":1,"limit":0,"offset":0,"errors":null}"#
    private static let cut = "the answer ends in the middle; what should follow is missing"
    private static let notJaeger = "this is not Jaeger's interface: the answer is"
    private static let checkPort = "; check the port and the path before /api"
    private static let checkToken = "; check the token, the tenant and the headers"
    private static let http = "no HTTP; the port may want https://"

    static let cases = [
        Case("a web page", .html(), 3, "\(notJaeger) a web page\(checkPort)"),
        Case("an empty answer", .text(""), 3, "\(notJaeger) empty\(checkPort)"),
        Case("plain text", .text("hello"), 3, "\(notJaeger) no JSON: hello\(checkPort)"),
        Case("another's JSON", .json(#"{"status":"up"}"#), 3, "an answer that Jaeger would not give, found {\"status\":\"up\"}"),
        Case("errors with status 200", .errors("storage is away", code: 500), 4, "the server failed: 500: storage is away"),
        Case("errors as plain text", .errors("storage is away", code: 500, status: 500), 4, "the server failed: 500: storage is away"),
        Case("no such path", .text("404 page not found\n", status: 404), 3, "\(notJaeger) 404 page not found\(checkPort)"),
        Case(
            "401", .text("missing tenant header", status: 401), 4, "the server does not let us in: 401: missing tenant header\(checkToken)"),
        Case("403", .refusal(403), 4, "the server does not let us in: 403 Forbidden\(checkToken)"),
        Case("403 with a page", .html("no", status: 403), 4, "the server does not let us in: 403: with a web page\(checkToken)"),
        Case("400", .errors("bad", code: 400, status: 400), 2, "the server refused the request: 400: bad"),
        Case(
            "429 with a wait", .tooMany(retryAfter: "30"), 4,
            "too many requests for the server: 429 Too Many Requests; it asks to wait 30 s; wait, and ask for less"),
        Case("429", .tooMany(retryAfter: nil), 4, "too many requests for the server: 429 Too Many Requests; wait, and ask for less"),
        Case("500", .refusal(500), 4, "the server failed: 500 Internal Server Error"),
        Case("502", .html("nginx", status: 502), 4, "the server failed: 502: with a web page"),
        Case("503", .tooMany(retryAfter: "120", status: 503), 4, "the server failed: 503 Service Unavailable; it asks to wait 120 s"),
        Case(
            "HTTP to a port with TLS", .text("Client sent an HTTP request to an HTTPS server.\n", status: 400), 4,
            "no secure connection: the server wants one; write https://"),
        Case("no HTTP", .garbage(), 3, "\(notJaeger) \(http)\(checkPort)"),
        Case("a cut body", .json(json).closing(.afterBody(20)), 3, cut),
        Case("a reset", .json(json).resetting(.afterBody(20)), 3, cut),
        Case("a short body", .json(json).misstatingLength(by: 9), 3, cut),
        Case("a long body", .json(json).misstatingLength(by: -9), 3, cut),
        Case("a cut chunk", .json(json).chunked(10).closing(.afterBody(15)), 3, cut),
        Case("cut gzip", .json(json).gzipped(keeping: 30), 3, cut),
        Case("no gzip", .json(json).header("Content-Encoding", "gzip"), 3, "an answer that Jaeger would not give, found damaged gzip"),
        Case(
            "no end", .json(String(repeating: json, count: 100)).endless(), 3,
            "the answer is larger than the limit of 16 MiB; ask for less: a lower --limit, a shorter time"),
        Case(
            "a redirect in a circle", .redirect(to: "/login?next=%2F"), 4,
            "the server sends us elsewhere, to the same place again and again; if that is a login page, pass --header or --bearer-token-file; else name that address"
        ),
        Case("a late first byte", .json(json).stalling(.beforeHead), 4, "timed out waiting for the first byte of the answer"),
        Case("a silent body", .json(json).stalling(.afterBody(3)), 4, "timed out waiting for more of the answer"),
    ]

    @Test("One sentence says what is wrong with an answer", arguments: cases)
    func sentence(of bad: Case) throws {
        let server = try LoopbackServer { _ in bad.reply }
        // Only who waits in vain waits for that long: on a busy machine a good answer takes its time.
        let patience = bad.sentence.hasPrefix("timed out") ? "2s" : "60s"
        let answer = try Binary.run("services", server.url, "--timeout", patience)
        let lines = answer.errors.split(separator: "\n")
        #expect(answer.status == bad.status && answer.output.isEmpty && lines.count == 1)
        let line = lines.first.map(String.init) ?? ""
        #expect(line.hasPrefix("spanhound: \(server.url)") && line.hasSuffix(": \(bad.sentence)"), "\(line)")
        let inJSON = try Binary.run("services", server.url, "--timeout", patience, "--json")
        let object = try JSONSerialization.jsonObject(with: Data(inJSON.errors.utf8)) as? [String: [String: Any]]
        let message = object?["error"]?["message"] as? String
        #expect(inJSON.status == bad.status && message.map { "spanhound: " + $0 } == line, "\(inJSON.errors)")
    }
}

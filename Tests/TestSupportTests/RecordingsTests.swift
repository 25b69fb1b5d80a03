import Foundation
import TestSupport
import Testing

/// Replayed recordings are what was recorded.
@Suite(.enabled(if: Places.hasFixtures, "the shared fixtures are absent"))
struct RecordingsTests {
    static let servers = ["jaeger-1.76.0", "jaeger-2.19.0"]
    private static let skew = "/api/traces/2deadcdc908bfe8865b0a6852fa58a94"

    @Test("Every request of the index gets the status that it lists, and its body to the byte", arguments: servers)
    func all(server name: String) throws {
        let recordings = try Recordings(name)
        #expect(recordings.entries.count > 100)
        let server = try LoopbackServer(recordings.respond)
        var seen: Set<String> = []
        for entry in recordings.entries where seen.insert("\(entry.method) \(entry.path)").inserted {
            let answer = try RawClient.get(entry.path, method: entry.method, from: server)
            #expect(answer.status == entry.status, "\(entry.name)")
            #expect(answer.headers["Traceresponse"] != nil, "\(entry.name): the recorded header")
            let body = answer.headers["Transfer-Encoding"] == nil ? answer.body : try #require(dechunked(answer.body), "\(entry.name)")
            if entry.method == "HEAD" {
                #expect(body.isEmpty)
            } else {
                #expect(body.count == entry.bytes, "\(entry.name)")
            }
        }
        #expect(seen.count > 100)
    }

    @Test("A request may be spelt differently")
    func spellings() throws {
        let server = try LoopbackServer(Recordings("jaeger-2.19.0").respond)
        let one = try RawClient.get(
            "/api/traces?service=frontend&limit=2&start=1795335483000000&end=1795339143000000&minDuration=500%C2%B5s", from: server)
        let other = try RawClient.get(
            "/api/traces?minDuration=%35%300%c2%b5s&end=1795339143000000&start=1795335483000000&limit=2&service=fr%6Fntend", from: server)
        #expect(one.status == 200 && one.body == other.body && one.body.count > 10_000)
    }

    @Test("Slashes within a segment are kept apart: each version knows the encoding that it knew")
    func encodedSlashes() throws {
        let once = "/api/services/team%2Fa%20b%2Bc%26d/operations", twice = "/api/services/team%252Fa%2520b%252Bc%2526d/operations"
        for (name, known, unknown) in [("jaeger-1.76.0", once, twice), ("jaeger-2.19.0", twice, once)] {
            let server = try LoopbackServer(Recordings(name).respond)
            #expect(try RawClient.get(known, from: server).text.contains(#""total":1"#), "\(name)")
            #expect(try RawClient.get(unknown, from: server).text.contains(#""data":null"#), "\(name)")
        }
    }

    @Test("What was not recorded is a 404 that names the request and what was recorded of its path")
    func unknown() throws {
        let server = try LoopbackServer(Recordings("jaeger-2.19.0").respond)
        let answer = try RawClient.get("/api/operations?service=a%2Fb", from: server)
        #expect(answer.status == 404)
        #expect(answer.text.hasPrefix("jaeger-2.19.0 has no recording of GET /api/operations?service=a/b\n"))
        #expect(answer.text.contains("  GET /api/operations?service=frontend (operations-frontend)\n"))
        #expect(try RawClient.get("/x", method: "PUT", from: server).text == "jaeger-2.19.0 has no recording of PUT /x\n")
    }

    @Test("Below a base path the recordings answer, elsewhere the next responder does")
    func basePath() throws {
        let server = try LoopbackServer(Recordings("jaeger-2.19.0", basePath: "/obs/jaeger").respond) { _ in .html("portal") }
        #expect(try RawClient.get("/obs/jaeger/api/services", from: server).text.contains("frontend"))
        #expect(try RawClient.get("/api/services", from: server).text.contains("portal"))
    }

    @Test("Bodies are compressed for who can read that, if asked to")
    func compression() throws {
        let server = try LoopbackServer(Recordings("jaeger-2.19.0", compression: .whenAccepted).respond)
        let plain = try RawClient.get(Self.skew, from: server)
        #expect(plain.headers["Content-Encoding"] == nil)
        let compressed = try RawClient.get(Self.skew, "Accept-Encoding: deflate, gzip", from: server)
        #expect(compressed.headers["Content-Encoding"] == "gzip")
        let body = compressed.headers["Transfer-Encoding"] == nil ? compressed.body : try #require(dechunked(compressed.body))
        let expected = plain.headers["Transfer-Encoding"] == nil ? plain.body : try #require(dechunked(plain.body))
        #expect(GzipBytes.inflated(body) == expected)
        let large = try #require(Recordings("jaeger-2.19.0").entries.first { $0.name == "trace-big20k" })
        let stored = try RawClient.get(large.path, "Accept-Encoding: gzip", from: server)
        #expect(try GzipBytes.inflated(#require(dechunked(stored.body)))?.count == large.bytes, "compressed on disk, and sent so")

        let never = try LoopbackServer(Recordings("jaeger-2.19.0").respond)
        #expect(try RawClient.get(Self.skew, "Accept-Encoding: gzip", from: never).headers["Content-Encoding"] == nil)
    }

    @Test("Replies can be had by name, of a folder without an index too")
    func byName() throws {
        let alternative = try Recordings("jaeger-2.19.0-alt")
        #expect(alternative.entries.isEmpty)
        let missing = try alternative.reply(named: "tenant-missing")
        #expect(missing.status == 401 && missing.body == Array("missing tenant header".utf8))
        #expect(missing.headers["Content-Type"] == "text/plain; charset=utf-8" && missing.headers["Connection"] == nil)
        #expect(try alternative.reply(named: "services").status == 200, "recorded over HTTP/2")
        #expect(try alternative.reply(named: "plain-http-to-tls").status == 400)
        let again = try Recordings("jaeger-2.19.0").reply(named: "trace-skew-reread")
        #expect(again.body.count == 3508)
        #expect(throws: LoopbackFailure.self) { try alternative.reply(named: "nothing") }
    }

    @Test("A recorded reply can be broken like any other")
    func brokenRecording() throws {
        let recordings = try Recordings("jaeger-2.19.0")
        let server = try LoopbackServer(recordings.respond)
        server.script(Self.skew, try recordings.reply(named: "trace-skew").closing(.afterBody(1_000)))
        let answer = try RawClient.get(Self.skew, from: server)
        #expect(answer.status == 200 && answer.text.contains(#"{"data":[{"traceID":"#) && answer.body.count < 1_100)
    }

    /// The body without the marks of its chunks; nothing when they are wrong.
    private func dechunked(_ bytes: [UInt8]) -> [UInt8]? {
        var body: [UInt8] = []
        var rest = bytes[...]
        while let line = rest.firstRange(of: [13, 10]) {
            guard let size = Int(String(decoding: rest[..<line.lowerBound], as: UTF8.self), radix: 16) else { return nil }
            rest = rest[line.upperBound...]
            guard rest.count >= size + 2 else { return nil }
            body += rest.prefix(size)
            rest = rest.dropFirst(size + 2)
            if size == 0 { return rest.isEmpty ? body : nil }
        }
        return nil
    }
}

import Foundation
import TestSupport
import Testing
import TraceModel
import TraceQuery

@testable import TraceSources

/// Servers that go away, and what was fetched before.
@Suite struct CachedServerTests {
    private let folder: TemporaryFolder
    private var cache: TraceCache { TraceCache(folder: folder.url.path + "/traces") }
    private static let reply = """
        {"data":[{"traceID":"ab","spans":[{"traceID":"ab","spanID":"1","operationName":"pay","references":[],"startTime":5,"duration":7,
        "tags":[{"key":"password","type":"string","value":"hush"}],"logs":[],"processID":"p"}],"processes":{"p":{"serviceName":"shop"}}}]}
        """

    init() throws { folder = try TemporaryFolder() }

    private func set(_ url: String, cache: TraceCache?) throws -> SourceSet {
        var server = try JaegerServer(ServerAddress(url))
        server.retries.limit = 0
        return SourceSet(servers: [server], cache: cache)
    }

    private func codes(_ snapshot: Snapshot) -> [DiagnosticCode] { snapshot.sources.flatMap(\.diagnostics.entries).map(\.code) }

    @Test func `a trace that was fetched is there when the server is not, in a later session too`() throws {
        let server = try LoopbackServer()
        server.script("/api/traces/ab", .json(Self.reply))
        let before = try set(server.url, cache: cache)
        let fetched = try before.fetch("ab")
        #expect(fetched.failure == nil && !codes(fetched.snapshot).contains(.fromCache))
        before.keepFetched()
        server.stop()
        for session in [before, try set(server.url, cache: cache)] {
            let again = try session.fetch("AB")
            #expect(again.failure?.diagnostic.code == .connectionRefused)
            #expect(again.snapshot.trace(TraceID(low: 0xab))?.dump == fetched.snapshot.trace(TraceID(low: 0xab))?.dump)
            #expect(codes(again.snapshot) == [.fromCache])
        }
        #expect(throws: InputError.self) { try set(server.url, cache: nil).fetch("ab") }
        #expect(throws: InputError.self) { try set(server.url, cache: cache).fetch("ac") }
        #expect(throws: InputError.self) { try set(server.url + "/other", cache: cache).fetch("ab") }
    }

    @Test func `a trace that a search has brought whole is kept once it is looked at, and overrules nothing newer`() throws {
        let server = try LoopbackServer()
        server.script("/api/traces", .json(Self.reply))
        let session = try set(server.url, cache: cache)
        var filter = TraceFilter()
        filter.service = "orders"
        let found = session.search(ServerQuery(filter, limit: 5, now: 1_000, lookback: 1_000)).snapshot
        session.keep(TraceID(low: 0xab))
        server.stop()
        let later = try set(server.url, cache: cache).fetch("ab")
        #expect(later.failure != nil && later.snapshot.dump == found.dump)
        // What is held is not replaced by what was kept.
        #expect(try session.fetch("ab").snapshot.spanCount == found.spanCount)
    }

    @Test func `nothing is written before it is asked for, and nothing that came in part`() throws {
        let server = try LoopbackServer()
        server.script("/api/traces/ab", .json(String(Self.reply.dropLast(60))))
        server.script("/api/traces/cd", .json(Self.reply.replacingOccurrences(of: "\"ab\"", with: "\"cd\"")))
        let session = try set(server.url, cache: cache)
        _ = try? session.fetch("ab")
        _ = try session.fetch("cd")
        #expect(!FileManager.default.fileExists(atPath: folder.url.path + "/traces"))
        session.keepFetched()
        let shelf = try FileManager.default.contentsOfDirectory(atPath: folder.url.path + "/traces")
        #expect(shelf == ["http_127.0.0.1_\(server.port)"])
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.url.path + "/traces/" + shelf[0])
        #expect(files == [String(repeating: "0", count: 30) + "cd.json.zst"])
    }

    @Test func `a server that says that it has no such trace is believed`() throws {
        let server = try LoopbackServer()
        server.script("/api/traces/ab", .json(Self.reply), .nullData)
        let session = try set(server.url, cache: cache)
        _ = try session.fetch("ab")
        session.keepFetched()
        let error = #expect(throws: InputError.self) { try session.fetch("ab") }
        #expect(error?.diagnostic.code == .traceNotFound)
    }

    @Test func `the traces that were kept are listed once while no server answers`() throws {
        let server = try LoopbackServer()
        server.script("/api/traces/ab", .json(Self.reply))
        let before = try set(server.url, cache: cache)
        _ = try before.fetch("ab")
        before.keepFetched()
        server.stop()
        let session = try set(server.url, cache: cache)
        #expect(throws: InputError.self) { try session.services() }
        let kept = try #require(session.readCache())
        #expect(kept.traces == 1)
        #expect(codes(kept.snapshot) == [.fromCache])
        #expect(kept.snapshot.trace(TraceID(low: 0xab))?.mainRoot.name == "pay")
        #expect(kept.snapshot.sources.map(\.name) == [server.url])
        #expect(session.readCache() == nil)
        #expect(try set(server.url, cache: nil).readCache() == nil)
    }

    @Test func `a cache that cannot be written costs one note`() throws {
        let server = try LoopbackServer()
        server.script("/api/traces/ab", .json(Self.reply))
        let file = try folder.file("file", "")
        let session = try set(server.url, cache: TraceCache(folder: file.path))
        for _ in 1...3 {
            _ = try session.fetch("ab")
            session.keepFetched()
        }
        let notes = session.snapshot.sources.flatMap(\.diagnostics.entries)
        #expect(notes.map(\.code) == [.cacheNotWritable] && notes[0].count == 1)
    }

    @Test(arguments: [
        ("https://user:hush@Jaeger.example:8443/jaeger/", nil, "https_jaeger.example_8443_jaeger"),
        ("http://a", nil, "http_a_80"), ("https://a", nil, "https_a_443"), ("http://[::1]:16686", nil, "http_%3A%3A1_16686"),
        ("http://a/b_c/../d", nil, "http_a_80_b%5Fc_.._d"), ("http://a", "../shop", "http_a_80+..%2Fshop"),
    ])
    func `a server's folder is named after its address, without what is secret`(url: String, tenant: String?, name: String) throws {
        var options = ServerOptions()
        options.tenant = tenant
        #expect(try JaegerServer(ServerAddress(url), options).shelfName == name)
    }

    @Test func `names that are too long for a folder are cut, and stay apart`() throws {
        let names = try (1...2).map {
            try JaegerServer(ServerAddress("http://a/" + String(repeating: "x", count: 400) + "\($0)")).shelfName
        }
        #expect(names[0] != names[1] && names.allSatisfy { $0.utf8.count == 200 })
    }

    @Test(
        "Every recorded trace is found again as it was received", .enabled(if: Places.hasFixtures),
        arguments: ["jaeger-2.19.0", "jaeger-1.76.0"])
    func recordings(name: String) throws {
        let recordings = try Recordings(name)
        let server = try LoopbackServer(recordings.respond)
        let shelf = cache.shelf(of: try JaegerServer(ServerAddress(server.url)))
        var traces = 0
        for entry in recordings.entries where entry.status == 200 && entry.path.contains("/traces/") && !entry.path.contains("?") {
            let jaeger = try JaegerServer(ServerAddress(server.url))
            guard let id = entry.path.split(separator: "/").last,
                let answer = try? ServerLoader(jaeger, .trace(id: String(id))).load(), answer.spanCount < 5_000
            else { continue }
            for row in answer.traces {
                #expect(shelf.keep(answer[row]))
                #expect(shelf.recall(String(id), tables: SpanStore.Tables())?.dump == answer[row].dump, "\(entry.name)")
                traces += 1
            }
        }
        #expect(traces > 20)
    }
}

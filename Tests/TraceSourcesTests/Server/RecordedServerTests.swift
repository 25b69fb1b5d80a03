import Foundation
import TestSupport
import Testing
import TraceModel

@testable import TraceSources

/// What real servers answered, played again.
@Suite(.enabled(if: Places.hasFixtures)) struct RecordedServerTests {
    static let servers = ["jaeger-2.19.0", "jaeger-1.76.0"]

    @Test("Services and operations are those of the recordings, odd names included", arguments: servers)
    func names(server: String) throws {
        let loopback = try LoopbackServer(try Recordings(server).respond)
        let jaeger = try JaegerServer(ServerAddress(loopback.url))
        let services = try jaeger.services()
        #expect(services == services.sorted() && Set(services).isSuperset(of: ["frontend", "team/a b+c&d", "サービス"]))
        #expect(try jaeger.operations(of: "team/a b+c&d").map(\.name) == ["GET /x?y=1&z=2 #frag %20"])
        #expect(try !jaeger.operations(of: "frontend").isEmpty)
        #expect(try jaeger.operations(of: "nope").isEmpty)
    }

    @Test("Each trace that was asked for by its id gives its spans, or the reason why not", arguments: servers)
    func traces(server: String) throws {
        let recordings = try Recordings(server)
        let loopback = try LoopbackServer(recordings.respond)
        let jaeger = try JaegerServer(ServerAddress(loopback.url))
        var read = 0, refused = 0
        var seen: Set<String> = []
        for entry in recordings.entries where entry.method == "GET" && seen.insert(entry.path).inserted {
            let id = entry.path.dropFirst("/api/traces/".count)
            guard entry.path.hasPrefix("/api/traces/"), !id.isEmpty, id.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber) }) else {
                continue
            }
            do throws(InputError) {
                let snapshot = try ServerLoader(jaeger, .trace(id: String(id))).load()
                #expect(entry.status == 200 && snapshot.spanCount > 0, "\(entry.path)")
                #expect(snapshot.spanCount == Self.spans(in: try? recordings.reply(named: entry.name).body), "\(entry.path)")
                read += 1
            } catch {
                let expected: [Int: DiagnosticCode] = [400: .requestRefused, 404: .traceNotFound, 500: .serverFailed]
                #expect(expected[entry.status] == error.diagnostic.code, "\(entry.path): \(error)")
                refused += 1
            }
        }
        #expect(read > 20 && refused > 1, "\(read) traces, \(refused) refusals")
    }

    /// How many spans a reply holds, by Foundation's count.
    private static func spans(in body: [UInt8]?) -> Int? {
        let object = body.flatMap { try? JSONSerialization.jsonObject(with: Data($0)) } as? [String: Any]
        let traces = object?["data"] as? [[String: Any]]
        return traces?.reduce(0) { $0 + (($1["spans"] as? [Any])?.count ?? 0) }
    }
}

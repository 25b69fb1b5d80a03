import Foundation
import TestSupport
import Testing

/// A server that plays what a real one has recorded, and the program asking it.
struct CommandLineServer {
    /// The versions that were recorded.
    static let versions = ["jaeger-2.19.0", "jaeger-1.76.0"]

    private static let stores = try? Dictionary(
        uniqueKeysWithValues: versions.map { ($0, try StoredTraces(Recordings($0))) } + [
            (newest, try StoredTraces(Recordings("jaeger-2.19.0"), family: .newer))
        ])
    /// A version that has the newer interface only.
    static let newest = "newer than 2.20"

    let server: LoopbackServer
    var url: String { server.url }

    /// Nil where there are no recordings.
    init?(_ version: String) throws {
        guard Places.hasFixtures, let store = Self.stores?[version] else {
            print("The shared fixtures are not here: \(version) was not played.")
            return nil
        }
        server = try LoopbackServer(store.respond)
    }

    /// Runs the program, and reads the JSON object that it writes.
    func answer(_ arguments: String...) throws -> [String: Any] {
        let run = try Binary.run(arguments + ["--json", url])
        #expect(run.status == 0, "\(arguments): \(run.errors)")
        return try Self.object(run.output)
    }

    static func object(_ text: String) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }
}

extension [String: Any] {
    /// The objects of an array.
    func objects(_ key: String) throws -> [[String: Any]] { try #require(self[key] as? [[String: Any]]) }
}

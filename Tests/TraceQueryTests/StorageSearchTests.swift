import Foundation
import TestSupport
import Testing
import TraceModel
import TraceQuery
import TraceSources

/// Filters against the searches by which Jaeger tests its storages: 32 traces, and which of them each search must find.
@Suite struct StorageSearchTests {
    static let folder = Places.fixtures.appendingPathComponent("formats/storage-integration")

    @Test("Each of Jaeger's storage searches finds exactly the traces it must")
    func findsWhatStoragesFind() throws {
        guard Places.hasFixtures else {
            print("The shared fixtures are not here: Jaeger's storage searches were not run.")
            return
        }
        let folder = Self.folder.appendingPathComponent("traces")
        let snapshot = try FileLoader(paths: [folder.path]).load()
        var idOfName: [String: TraceID] = [:]
        for source in snapshot.sources {
            let file = try FileLoader(paths: [source.name]).load()
            idOfName[String(source.name.dropFirst(folder.path.count + 1).dropLast(".json".count))] = file.traces.first.map { file[$0].id }
        }
        #expect(idOfName.count == 32)
        let data = try Data(contentsOf: Self.folder.appendingPathComponent("queries.json"))
        let searches = try #require(try JSONSerialization.jsonObject(with: data) as? [[String: Any]])
        var run = 0
        for search in searches {
            let caption = try #require(search["Caption"] as? String)
            let filter = try Self.filter(try #require(search["Query"] as? [String: Any]))
            let expected = try #require(search["ExpectedFixtures"] as? [String]).compactMap { idOfName[$0] }
            let found = try #require(filter.select(from: snapshot)).map { snapshot[$0].id }
            #expect(Set(found) == Set(expected) && found.count == expected.count, "\(caption)")
            #expect(try TraceFilter(line: filter.line) == filter, "\(caption)")
            run += 1
        }
        #expect(run >= 25)
    }

    private static func filter(_ query: [String: Any]) throws -> TraceFilter {
        var filter = TraceFilter()
        filter.service = query["ServiceName"] as? String
        filter.operation = (query["OperationName"] as? String).flatMap { $0.isEmpty ? nil : $0 }
        filter.start = (query["StartTimeMin"] as? String).flatMap { Timestamp.nanoseconds($0) }
        filter.end = (query["StartTimeMax"] as? String).flatMap { Timestamp.nanoseconds($0) }
        // There 0 stands for no bound.
        if let least = query["DurationMin"] as? Int64, least > 0 { filter.minSpanDuration = least }
        if let greatest = query["DurationMax"] as? Int64, greatest > 0 { filter.maxSpanDuration = greatest }
        for (key, value) in query["Tags"] as? [String: Any] ?? [:] {
            filter.tags.append(.init(key: key, value: Self.text(of: value)))
        }
        return filter
    }

    /// A value as filters compare it.
    private static func text(of value: Any) -> String {
        guard let number = value as? NSNumber else { return value as? String ?? "" }
        // Foundation tells truth values from numbers by their type alone.
        if String(cString: number.objCType) == "c" { return number.boolValue ? "true" : "false" }
        return Int64(exactly: number.doubleValue).map { String($0) } ?? number.doubleValue.description
    }
}

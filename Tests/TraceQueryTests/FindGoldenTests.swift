import Foundation
import TestSupport
import Testing
import TraceQuery
import TraceSources

/// Finding text against what Jaeger's own user interface finds.
@Suite struct FindGoldenTests {
    struct Golden: Decodable {
        /// The ids of the spans found, by what was typed.
        let find: [String: [String]]
    }

    @Test("Each recorded search finds the spans that Jaeger finds")
    func agreesWithJaeger() throws {
        guard Places.hasFixtures else {
            print("The shared fixtures are not here: searches were not compared with Jaeger's.")
            return
        }
        let folder = Places.fixtures.appendingPathComponent("jaeger-ui")
        let data = try Data(contentsOf: folder.appendingPathComponent("golden/edge-cases__26-find-text.json"))
        let golden = try JSONDecoder().decode(Golden.self, from: data)
        let snapshot = try FileLoader(paths: [folder.appendingPathComponent("edge-cases/26-find-text.json").path]).load()
        let trace = snapshot[snapshot.traces[0]]
        #expect(golden.find.count >= 20)
        for (text, expected) in golden.find.sorted(by: { $0.key < $1.key }) {
            let positions = try #require(SpanSearch(text).positions(in: trace))
            let found = positions.map { String(trace.span(at: Int($0)).idText.drop { $0 == "0" }) }
            #expect(found == expected, "\(text)")
        }
    }
}

import Foundation
import TestSupport
import Testing

/// What `errors` says sets traces that failed apart.
@Suite struct ErrorDifferencesTests {
    private static func failing(in folder: TemporaryFolder) throws -> String {
        let file = folder.url.appendingPathComponent("failing.json").path
        let run = try Binary.run("generate", "--scenario", "failing-payment", "--traces", "200", "-o", file)
        #expect(run.status == 0, "\(run.errors)")
        return file
    }

    @Test func `the brand of the cards that are declined stands first, and nothing that only says that something failed`() throws {
        let folder = try TemporaryFolder()
        let answer = try Answer(Binary.run("errors", "--json", try Self.failing(in: folder)).output)
        let differences = try #require(answer["differences"] as? [String: Any])
        let rows = try #require(differences["rows"] as? [[String: Any]])
        let items = rows.compactMap { ($0["items"] as? [[String: Any]])?.first }
        #expect(items.first?["key"] as? String == "payment.card_brand" && items.first?["value"] as? String == "mastercard")
        #expect(items.allSatisfy { ($0["key"] as? String)?.hasPrefix("error") == false })
        let failed = try #require(differences["tracesFailed"] as? Int), others = try #require(differences["tracesOthers"] as? Int)
        #expect(failed + others == answer["looked"] as? Int && failed == answer["matched"] as? Int)
    }

    @Test func `it stands below the traces in text, and nowhere when too few failed or all did`() throws {
        let folder = try TemporaryFolder()
        let file = try Self.failing(in: folder), heading = "What sets traces that failed apart"
        let run = try Binary.run("errors", "--limit", "3", file), lines = run.output.split(separator: "\n")
        #expect(run.output.contains(heading) && lines.allSatisfy { $0.count <= 80 })
        #expect(try !Binary.run("errors", Places.samples.appendingPathComponent("checkout.json").path).output.contains(heading))
        let all = try Binary.run("errors", "--json", "--errors", file)
        #expect(try Answer(all.output)["differences"] is NSNull)
    }
}

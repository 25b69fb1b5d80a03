import Foundation
import TestSupport
import Testing

/// What `search` says sets the traces that match apart.
@Suite struct SearchDifferencesTests {
    private static func failing(in folder: TemporaryFolder) throws -> String {
        let file = folder.url.appendingPathComponent("failing.json").path
        #expect(try Binary.run("generate", "--scenario", "failing-payment", "--traces", "200", "-o", file).status == 0)
        return file
    }

    @Test func `what is more frequent among the traces that match is told, but not what was asked for`() throws {
        let folder = try TemporaryFolder(), file = try Self.failing(in: folder)
        let arguments = ["search", "--json", "--tag", "payment.card_brand=mastercard", file]
        let answer = try Answer(Binary.run(arguments + ["--differences"]).output)
        let differences = try #require(answer["differences"] as? [String: Any])
        let rows = try #require(differences["rows"] as? [[String: Any]])
        let keys = rows.flatMap { ($0["items"] as? [[String: Any]] ?? []).compactMap { $0["key"] as? String } }
        #expect(keys.contains("error") && !keys.contains("payment.card_brand"))
        #expect(differences["tracesMatching"] as? Int == answer["matched"] as? Int)
        #expect(try !Answer(Binary.run(arguments).output).keys.contains("differences"))
    }

    @Test func `in text it stands below the traces, and says when there is nothing to compare with`() throws {
        let folder = try TemporaryFolder(), file = try Self.failing(in: folder), heading = "What sets the traces that match apart"
        let run = try Binary.run("search", "--errors", "--limit", "2", "--differences", file)
        #expect(run.status == 0 && run.output.contains(heading) && run.output.contains("MATCHING"))
        #expect(run.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
        let all = try Binary.run("search", "--limit", "2", "--differences", file)
        #expect(all.output.contains("nothing: there are no others"))
        #expect(try Answer(Binary.run("search", "--json", "--differences", file).output)["differences"] is NSNull)
    }
}

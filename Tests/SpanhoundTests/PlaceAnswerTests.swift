import Foundation
import TestSupport
import Testing

/// Where what sets traces apart is said: on the spans asked about, or elsewhere.
@Suite struct PlaceAnswerTests {
    private static func shop(_ scenario: String, in folder: TemporaryFolder) throws -> String {
        let file = folder.url.appendingPathComponent(scenario + ".json").path
        #expect(try Binary.run("generate", "--scenario", scenario, "--traces", "200", "-o", file).status == 0)
        return file
    }

    private static func differences(_ arguments: String...) throws -> (matched: String?, places: [String: String]) {
        let answer = try Answer(Binary.run(arguments + ["--json"]).output)
        let differences = try #require(answer["differences"] as? [String: Any])
        let items = (differences["rows"] as? [[String: Any]] ?? []).flatMap { $0["items"] as? [[String: Any]] ?? [] }
        let places = items.compactMap { item in (item["key"] as? String).map { ($0, item["place"] as? String ?? "null") } }
        return (differences["matchedSpans"] as? String, Dictionary(places) { first, _ in first })
    }

    @Test func `errors tells what is on the spans that failed`() throws {
        let folder = try TemporaryFolder(), file = try Self.shop("failing-payment", in: folder)
        let found = try Self.differences("errors", file)
        #expect(found.matched == "failed" && found.places["payment.card_brand"] == "matched")
        #expect(Set(found.places.values).isSuperset(of: ["matched", "elsewhere", "both"]))
        let text = try Binary.run("errors", "--limit", "1", file).output
        #expect(text.contains("\nOTHERS  FAILED  EXPLAINS  ON      TRACES WITH\n"))
        #expect(text.contains("  failed  span payment.card_brand=mastercard\n"))
        #expect(text.contains("\nON: which spans say so: those that failed, others, or both\n"))
    }

    @Test func `slow, search and compare go by the filter, and by roots where it says nothing of spans`() throws {
        let folder = try TemporaryFolder(), file = try Self.shop("slow-database", in: folder)
        let all = try Self.differences("slow", "--threshold", "300ms", file)
        let orders = try Self.differences("slow", "--threshold", "300ms", "--service", "order-service", file)
        let payments = try Self.differences("slow", "--threshold", "300ms", "--service", "payment-service", file)
        #expect(all.matched == "root" && orders.matched == "matching" && payments.matched == "matching")
        #expect([all, orders, payments].map { $0.places["net.peer.name"] } == ["elsewhere", "matched", "elsewhere"])
        let found = try Self.differences("search", "--min-duration", "300ms", "--lookback", "240h", "--differences", file)
        #expect(found.matched == "root" && found.places["net.peer.name"] == "elsewhere")
        let before = try Self.shop("checkout", in: folder)
        #expect(try Self.differences("compare", before, file).matched == "root")
        let compared = try Self.differences("compare", "--service", "order-service", before, file)
        #expect(compared.matched == "matching" && compared.places["plan"] == "matched")
    }

    @Test func `with every place the tables fit 80 columns, and are columns of Markdown`() throws {
        let folder = try TemporaryFolder(), file = try Self.shop("slow-database", in: folder)
        let filtered = ["slow", "--ascii", "--limit", "1", "--threshold", "300ms", "--service", "payment-service", file]
        let lines = try Binary.run(filtered).output.split(separator: "\n")
        #expect(lines.contains("ON: which spans say so: those that match the filter, others, or both"))
        #expect(lines.contains { $0.hasPrefix("MEDIAN OTHERS") && $0.contains("  ON        NUMBER") })
        #expect(lines.allSatisfy { $0.utf8.count <= 80 })
        let markdown = try Binary.run(filtered + ["--markdown"]).output
        #expect(markdown.contains("| OTHERS | SLOW | EXPLAINS | ON | TRACES WITH | INSTEAD OF |"))
        #expect(markdown.contains("| MEDIAN OTHERS | MEDIAN SLOW | APART | ON | NUMBER |"))
    }

    @Test func `a host that is slower than its equals is told with what it is held against`() throws {
        let folder = try TemporaryFolder(), file = try Self.shop("n-plus-one", in: folder)
        let patterns = try Answer(Binary.run("critical-path", "--json", file).output).objects("patterns")
        let slow = try #require(patterns.first { $0["kind"] as? String == "skewed-host" }),
            host = try #require(slow["host"] as? [String: Any])
        #expect(Set(host.keys) == ["name", "count", "medianNano", "otherHosts", "othersCount", "othersMedianNano", "operations"])
        let median = try #require(host["medianNano"] as? Int), others = try #require(host["othersMedianNano"] as? Int)
        let count = try #require(host["count"] as? Int)
        #expect(slow["operation"] as? String == "list_orders" && host["otherHosts"] as? Int == 2 && median > 2 * others)
        #expect(slow["savingNano"] as? Int == (median - others) * count && slow["traces"] as? Int == count)
        #expect(patterns.filter { $0["host"] is NSNull }.count == patterns.count - 1)
        let lines = try Binary.run("critical-path", "--ascii", file).output.split(separator: "\n")
        #expect(lines.contains { $0.hasPrefix("slow host ") } && lines.allSatisfy { $0.utf8.count <= 80 })
        #expect(try Binary.run("critical-path", "--markdown", file).output.contains("- **slow host**: order-service: list\\_orders takes "))
    }
}

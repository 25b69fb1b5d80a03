import Testing
import TraceModel

@testable import TraceSimulator

/// One question for a list, then one for each of its entries.
@Suite struct OrderHistoryTests {
    /// The children of each `list_orders`, and the version of the service.
    private static let lists: [(version: String, server: Span, children: [Span])] = simulatedTraces(.nPlusOne, 400).flatMap { trace in
        trace.spans.enumerated().filter { $0.element.name == "list_orders" && $0.element.kind == .server }.map {
            ($0.element.resource.attributes["service.version"]?.text ?? "", $0.element, trace.children(of: $0.offset))
        }
    }
    private static let repeated = lists.filter { $0.version == "5.4.0" }

    private static func items(_ children: [Span]) -> [Span] { children.filter { $0.name == "SELECT order_items" } }

    @Test("The new version asks once for the list and once for each of its 8 to 60 orders, the old one twice in all")
    func questions() {
        #expect(Self.repeated.count > 50 && Self.lists.count > Self.repeated.count * 2)
        for list in Self.lists where !list.server.isError {
            #expect(list.children.count { $0.name == "SELECT orders" } == 1)
            let orders = list.children.first?.attributes["db.rows"]
            let asked = Self.items(list.children).count
            #expect(list.version == "5.4.0" ? orders == .int64(Int64(asked)) : asked == 1)
        }
        let counts = Self.repeated.map { Self.items($0.children).count }
        #expect(counts.allSatisfy { (8...60).contains($0) } && Set(counts).count > 20)
    }

    @Test("The questions are alike but for the id, come one after the other, and take most of the time")
    func questionsAreSequentialAndAlike() {
        for list in Self.repeated {
            let items = Self.items(list.children)
            for (one, next) in zip(items, items.dropFirst()) { #expect((one.end ?? .max) <= next.start ?? .min) }
            let texts = items.compactMap { $0.attributes["db.statement"]?.text }
            #expect(Set(texts.map { $0.filter { !$0.isNumber } }).count == 1)
            #expect(Set(texts).count > items.count / 2)
            #expect(items.reduce(0) { $0 + $1.duration } > list.server.duration / 2)
        }
    }

    @Test("Lists by the new version are several times slower, and there are other requests beside them")
    func slower() {
        func median(_ version: String) -> Int64 {
            let durations = Self.lists.filter { $0.version == version }.map(\.server.duration).sorted()
            return durations[durations.count / 2]
        }
        #expect(median("5.4.0") > median("5.3.4") * 5)
        let names = Set(simulatedTraces(.nPlusOne, 100).map(\.mainRoot.name))
        #expect(names == ["GET /api/orders", "POST /api/orders", "GET /api/orders/{id}", "GET /healthz"])
    }
}

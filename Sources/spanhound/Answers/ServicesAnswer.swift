import Explorer
import Terminal
import TraceAnalysis
import TraceModel

/// The services there are, by name: those of files with their numbers, those of servers by name only.
struct ServicesAnswer {
    private let services: [(name: String, statistics: ServiceStatistics?)]

    /// - Parameter known: names that servers tell, which say no more of them.
    init(_ snapshot: Snapshot, and known: [String] = []) {
        let counted = snapshot.serviceStatistics() ?? []
        let isCounted = Set(counted.map(\.name))
        let named = Set(known).subtracting(isCounted).map { (name: $0, statistics: ServiceStatistics?.none) }
        services = (counted.map { ($0.name, $0) } + named).sorted { $0.name < $1.name }
    }

    static func names(in snapshot: Snapshot) -> [String] { ServicesAnswer(snapshot).services.map(\.name) }

    func writeJSON() {
        var json = JSONWriter()
        json.object { json in
            json.field("schemaVersion", 1)
            json.array("services", services) { json, service in
                json.object { json in
                    json.field("name", service.name)
                    json.field("spans", service.statistics?.spans)
                    json.field("traces", service.statistics?.traces)
                    json.field("errorSpans", service.statistics?.errorSpans)
                    json.field("entrySpans", service.statistics?.entrySpans)
                    json.field("entryErrors", service.statistics?.entryErrors)
                    json.field("errorShare", service.statistics?.errorShare)
                    json.field("p50Nano", service.statistics?.entryLatency?.p50)
                    json.field("p95Nano", service.statistics?.entryLatency?.p95)
                }
            }
        }
        json.finish()
    }

    func print(on page: Page) {
        let name = TextTable.Column(title: "SERVICE", truncation: .middle)
        let hasNumbers = services.contains { $0.statistics != nil }
        let numbers = ["SPANS", "TRACES", "ERRORS", "P50", "P95"].map { TextTable.Column(title: $0, isNumber: true) }
        var table = TextTable(hasNumbers ? [name] + numbers : [name])
        for service in services {
            let title = StyledText(NameText.service(service.name))
            let unknown = numbers.map { _ in StyledText("") }
            table.add([title] + (hasNumbers ? service.statistics.map { cells($0, page) } ?? unknown : []))
        }
        page.print(table)
    }

    private func cells(_ service: ServiceStatistics, _ page: Page) -> [StyledText] {
        let attention = service.attention
        return [
            StyledText(CountText.text(service.spans)), StyledText(CountText.text(service.traces)),
            StyledText(CountText.percent(service.errorShare), attention.contains(.errors) ? page.theme.error : .plain),
            StyledText(service.entryLatency.map { DurationText.text($0.p50) } ?? ""),
            StyledText(
                service.entryLatency.map { DurationText.text($0.p95) } ?? "", attention.contains(.latency) ? page.theme.warning : .plain),
        ]
    }
}

import Explorer
import Terminal
import TraceAnalysis
import TraceModel

/// The services there are, by name.
struct ServicesAnswer {
    private let services: [ServiceStatistics]

    init(_ snapshot: Snapshot) { services = snapshot.serviceStatistics() ?? [] }

    static func names(in snapshot: Snapshot) -> [String] { ServicesAnswer(snapshot).services.map(\.name) }

    func writeJSON() {
        var json = JSONWriter()
        json.object { json in
            json.field("schemaVersion", 1)
            json.array("services", services) { json, service in
                json.object { json in
                    json.field("name", service.name)
                    json.field("spans", service.spans)
                    json.field("traces", service.traces)
                    json.field("errorSpans", service.errorSpans)
                    json.field("entrySpans", service.entrySpans)
                    json.field("entryErrors", service.entryErrors)
                }
            }
        }
        json.finish()
    }

    func print(on page: Page) {
        var table = TextTable([
            .init(title: "SERVICE", truncation: .middle), .init(title: "SPANS", isNumber: true), .init(title: "TRACES", isNumber: true),
            .init(title: "ERRORS", isNumber: true), .init(title: "P50", isNumber: true), .init(title: "P95", isNumber: true),
        ])
        for service in services {
            let attention = service.attention
            table.add([
                StyledText(service.name.isEmpty ? "(no service)" : service.name),
                StyledText(CountText.text(service.spans)), StyledText(CountText.text(service.traces)),
                StyledText(CountText.percent(service.errorShare), attention.contains(.errors) ? page.theme.error : .plain),
                StyledText(service.entryLatency.map { DurationText.text($0.p50) } ?? ""),
                StyledText(
                    service.entryLatency.map { DurationText.text($0.p95) } ?? "", attention.contains(.latency) ? page.theme.warning : .plain
                ),
            ])
        }
        page.print(table)
    }
}

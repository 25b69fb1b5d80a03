import Explorer
import Terminal
import TraceAnalysis
import TraceModel

/// What one service does.
struct OperationsAnswer {
    private let service: String
    private let operations: [OperationCount]

    /// Nil when no span is of the service.
    init?(_ snapshot: Snapshot, service: String) {
        self.service = service
        operations = snapshot.operations(of: service)
        if operations.isEmpty { return nil }
    }

    func writeJSON() {
        var json = JSONWriter()
        json.object { json in
            json.field("schemaVersion", 1)
            json.field("service", service)
            json.array("operations", operations) { json, operation in
                json.object { json in
                    json.field("name", operation.name)
                    json.field("kind", operation.kind.name)
                    json.field("spans", operation.spans)
                }
            }
        }
        json.finish()
    }

    func print(on page: Page) {
        var table = TextTable([
            .init(title: "OPERATION", truncation: .middle), .init(title: "KIND"), .init(title: "SPANS", isNumber: true),
        ])
        for operation in operations {
            let kind = operation.kind == .unspecified ? "" : operation.kind.name
            table.add([StyledText(operation.name), StyledText(kind, page.theme.faint), StyledText(CountText.text(operation.spans))])
        }
        page.print(table)
    }
}

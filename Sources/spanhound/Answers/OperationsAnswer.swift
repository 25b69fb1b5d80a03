import Explorer
import Terminal
import TraceAnalysis
import TraceModel
import TraceSources

/// What one service does: in files with how often, on servers by name only.
struct OperationsAnswer {
    private struct Line {
        let name: String
        let kind: String
        let spans: Int?
    }

    private let service: String
    private let lines: [Line]

    /// Whether nobody knows of any.
    var isEmpty: Bool { lines.isEmpty }

    /// - Parameter known: what servers tell of the service.
    init(_ snapshot: Snapshot, and known: [ServerOperation] = [], service: String) {
        self.service = service
        let counted = snapshot.operations(of: service).map { Line(name: $0.name, kind: $0.kind.name, spans: $0.spans) }
        var seen = Set(counted.map { [$0.name, $0.kind] })
        var named: [Line] = []
        for operation in known {
            let kind = operation.spanKind.isEmpty ? SpanKind.unspecified.name : operation.spanKind
            if seen.insert([operation.name, kind]).inserted { named.append(Line(name: operation.name, kind: kind, spans: nil)) }
        }
        lines = named.isEmpty ? counted : (counted + named).sorted { ($0.name, $0.kind) < ($1.name, $1.kind) }
    }

    func writeJSON() {
        var json = JSONWriter()
        json.object { json in
            json.field("schemaVersion", 1)
            json.field("service", service)
            json.array("operations", lines) { json, line in
                json.object { json in
                    json.field("name", line.name)
                    json.field("kind", line.kind)
                    json.field("spans", line.spans)
                }
            }
        }
        json.finish()
    }

    func print(on page: Page) {
        let hasCounts = lines.contains { $0.spans != nil }
        let columns: [TextTable.Column] = [.init(title: "OPERATION", truncation: .middle), .init(title: "KIND")]
        var table = TextTable(hasCounts ? columns + [.init(title: "SPANS", isNumber: true)] : columns)
        for line in lines {
            let kind = line.kind == SpanKind.unspecified.name ? "" : line.kind
            let count = hasCounts ? [StyledText(line.spans.map { CountText.text($0) } ?? "")] : []
            table.add([StyledText(NameText.operation(line.name)), StyledText(kind, page.theme.faint)] + count)
        }
        page.print(table)
    }
}

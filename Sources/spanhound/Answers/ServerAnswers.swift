import Explorer
import Terminal
import TraceSources

/// The services that a server knows, by name: it tells no more of them.
struct ServerServicesAnswer {
    let names: [String]

    func writeJSON() {
        var json = JSONWriter()
        json.object { json in
            json.field("schemaVersion", 1)
            json.array("services", names) { json, name in json.object { $0.field("name", name) } }
        }
        json.finish()
    }

    func print(on page: Page) {
        var table = TextTable([.init(title: "SERVICE", truncation: .middle)])
        for name in names { table.add([StyledText(name.isEmpty ? "(no service)" : name)]) }
        page.print(table)
    }
}

/// What a server knows of one service's operations.
struct ServerOperationsAnswer {
    let service: String
    let operations: [ServerOperation]

    func writeJSON() {
        var json = JSONWriter()
        json.object { json in
            json.field("schemaVersion", 1)
            json.field("service", service)
            json.array("operations", operations) { json, operation in
                json.object { json in
                    json.field("name", operation.name)
                    json.field("kind", operation.spanKind.isEmpty ? "unspecified" : operation.spanKind)
                }
            }
        }
        json.finish()
    }

    func print(on page: Page) {
        var table = TextTable([.init(title: "OPERATION", truncation: .middle), .init(title: "KIND")])
        for operation in operations { table.add([StyledText(operation.name), StyledText(operation.spanKind, page.theme.faint)]) }
        page.print(table)
    }
}

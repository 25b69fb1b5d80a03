import ArgumentParser
import Explorer
import TraceAnalysis
import TraceModel

/// What spans are grouped by, as the command line says it: `service`, `operation`, or the key of an attribute.
struct StatisticsKey: ExpressibleByArgument {
    let name: String
    let grouping: SpanGrouping

    init?(argument: String) {
        if argument.isEmpty { return nil }
        name = argument
        grouping =
            switch argument {
            case "service": .service
            case "operation": .operation
            default: .attribute(argument)
            }
    }

    /// The value of a group; a mask for one that looks secret, nil for spans that say nothing.
    func shown(_ value: String?) -> String? {
        guard let value, case .attribute(let key) = grouping else { return value }
        return Secrets.shown(.string(value), key: key)
    }

    /// What a group is called where people read it.
    func title(of value: String?) -> String {
        switch grouping {
        case .service: NameText.service(value ?? "")
        case .operation: NameText.operation(value ?? "")
        case .attribute(let key): shown(value) ?? "without \(key)"
        }
    }
}

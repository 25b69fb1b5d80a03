import Explorer
import TraceAnalysis

extension JSONWriter {
    /// What tells two sets of traces apart; values of keys that look secret are masked.
    ///
    /// - Parameters:
    ///   - selected: what the keys of the selection's numbers end in: `tracesB`.
    ///   - baseline: the same for the baseline's.
    mutating func fields(of differences: SetDifferences, selected: String, baseline: String) {
        field("traces\(selected)", differences.selectedTraces)
        field("traces\(baseline)", differences.baselineTraces)
        field("matchedSpans", differences.matchedName)
        array("rows", differences.rows) { json, row in
            json.object { json in
                json.array("items", row.items) { $0.item($1) }
                json.array("opposites", row.opposites) { $0.item($1) }
                json.field("traces\(selected)", row.score.selected)
                json.field("traces\(baseline)", row.score.baseline)
                json.field("share\(selected)", row.score.selectedShare)
                json.field("share\(baseline)", row.score.baselineShare)
                json.field("difference", row.score.difference)
                json.field("ratio", row.score.ratio)
                json.field("z", row.score.z)
                json.field("latencyExplainedNano", row.latencyExplained)
            }
        }
        field("leftOut", differences.leftOut)
        array("numbers", differences.numbers) { json, number in
            json.object { json in
                json.field("scope", number.scope.name)
                json.field("key", number.key)
                json.field("place", number.place?.rawValue)
                json.field("traces\(selected)", number.selected)
                json.field("traces\(baseline)", number.baseline)
                let isSecret = Secrets.isSecret(number.key)
                json.field("median\(selected)", isSecret ? nil : number.selectedMedian)
                json.field("median\(baseline)", isSecret ? nil : number.baselineMedian)
                json.field("distance", number.distance)
            }
        }
    }

    private mutating func item(_ item: DifferenceItem) {
        object { json in
            json.field("scope", item.scope.name)
            json.field("key", item.key)
            json.field("type", item.value?.typeName)
            json.field("value", item.shownValue)
            json.field("place", item.place?.rawValue)
        }
    }
}

extension DifferenceItem {
    /// The value as it may be shown; nil for the lack of the key.
    var shownValue: String? { value.map { isSecret ? Secrets.mask : $0.text } }

    private var isSecret: Bool { scope != .service && scope != .operation && Secrets.isSecret(key) }

    /// The item in words: `service cart`, `operation cart: get`, `resource host.name=web-1`, `span retry (absent)`.
    var text: String {
        guard let value = shownValue else { return "\(scope.name) \(key) (absent)" }
        let shown = String(value.prefix(Self.longest))
        return switch scope {
        case .service: "service " + NameText.service(shown)
        case .operation: "operation " + NameText.operation(shown, of: key)
        case .resource, .scope, .span, .event, .link: "\(scope.name) \(key)=\(shown)"
        }
    }

    /// Characters of a value that are shown in text.
    private static let longest = 200
}

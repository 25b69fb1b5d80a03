import TraceAnalysis
import TraceModel

extension ShowAnswer {
    func writeJSON() {
        let trace = trace, slack = trace.slack() ?? Array(repeating: nil, count: trace.spanCount)
        var json = JSONWriter()
        json.object { json in
            json.field("schemaVersion", 1)
            json.object("trace") { json in
                json.fields(of: ListedTrace(trace))
                json.field("depth", trace.depth)
                json.field("trees", trace.trees)
                json.clockSkew(ofTrace: clockSkew)
            }
            Patterns(trace).write(to: &json)
            json.array("spans", 0..<trace.spanCount) { json, position in
                json.object { self.write(position, slack: slack[position], to: &$0) }
            }
        }
        json.finish()
    }

    /// - Parameter slack: how much longer the span could have taken; nil when nothing waits for it.
    private func write(_ position: Int, slack: Int64?, to json: inout JSONWriter) {
        let span = trace.span(at: position), facts = span.facts
        let origin = trace.start ?? 0
        json.field("spanID", span.idText)
        json.field("parentSpanID", span.namedParentIDText)
        json.field("treeParentID", trace.parent(of: position).map { trace.span(at: $0).idText })
        json.field("service", span.service)
        json.field("operation", span.name)
        json.field("kind", span.kind.name)
        json.field("status", span.status.name)
        json.field("error", span.isError)
        json.field("depth", trace.level(of: position))
        json.field("startOffsetNano", span.start.map { $0.subtractingSaturated(origin) })
        json.field("durationNano", facts.lacksDuration ? nil : span.duration)
        json.field("selfTimeNano", selfTimes[position])
        json.field("criticalNano", criticalTimes[position])
        json.field("slackNano", slack)
        json.array("attributes", span.attributes) { $0.attribute($1) }
        json.array("events", span.events) { json, event in
            json.object { json in
                json.field("offsetNano", event.time.subtractingSaturated(origin))
                json.field("name", event.name)
                json.array("attributes", event.attributes) { $0.attribute($1) }
            }
        }
        json.array("links", span.links) { json, link in
            json.object { json in
                json.field("traceID", link.traceIDText)
                json.field("spanID", link.spanIDText)
                json.field("kind", link.kind.name)
                json.array("attributes", link.attributes) { $0.attribute($1) }
            }
        }
        json.array("resource", span.resource.attributes) { $0.attribute($1) }
        if let scope = NamedScope(span) {
            json.object("scope") { json in
                json.field("name", scope.name)
                json.field("version", scope.version)
                json.array("attributes", scope.attributes) { $0.attribute($1) }
            }
        } else {
            json.field("scope", nil as String?)
        }
        json.array("warnings", span.warnings) { $0.value($1) }
        json.array("marks", trace.marks(of: position).names) { $0.value($1) }
    }
}

extension JSONWriter {
    /// A key, a type and a value: `{"key":"http.status_code","type":"int64","value":200}`.
    mutating func attribute(_ attribute: Attribute) {
        let value = attribute.value
        object { json in
            json.field("key", attribute.key)
            json.field("type", value.typeName)
            switch value {
            case .string(let text): json.field("value", text)
            case .bool(let flag): json.field("value", flag)
            case .int64(let number): json.field("value", number)
            case .double(let number): json.field("value", number)
            case .bytes, .null: json.field("value", value == .null ? nil : value.text)
            case .array(let text), .map(let text):
                if JSONText.isValid(text) { json.field("value", json: text) } else { json.field("value", text) }
            }
        }
    }
}

extension LinkKind {
    /// The word in JSON.
    fileprivate var name: String {
        switch self {
        case .childOf: "child_of"
        case .followsFrom: "follows_from"
        case .other: "link"
        }
    }
}

extension SpanMarks {
    /// The codes under which the marks are listed elsewhere too.
    fileprivate var names: [String] {
        let all: [(SpanMarks, DiagnosticCode)] = [
            (.orphan, .orphanSpan), (.cycleHead, .parentCycle), (.duplicateID, .duplicateSpanID), (.outsideParent, .childOutsideParent),
        ]
        return all.filter { contains($0.0) }.map(\.1.rawValue) + (contains(.folded) ? ["folded"] : [])
    }
}

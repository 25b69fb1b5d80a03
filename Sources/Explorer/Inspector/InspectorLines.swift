import TraceModel

/// What the inspector says about a span: facts, tags, logs, process, references, warnings.
///
/// Its length depends on the span, not on the trace, and is bounded: of a section with more entries than ``entryLimit`` the rest is counted.
struct InspectorLines {
    /// Entries of a section that are shown.
    static let entryLimit = 500
    /// Lines of a value that are shown.
    static let valueLineLimit = 200

    private let columns: Int
    private let revealsSecrets: Bool
    private var lines: [InspectorLine] = []

    /// All lines for the span at a position.
    static func make(_ position: Int, in view: TraceView, columns: Int, revealsSecrets: Bool) -> [InspectorLine] {
        var maker = InspectorLines(columns: columns, revealsSecrets: revealsSecrets)
        let span = view.trace.span(at: position)
        let pieces = span.facts.mayBePiece ? view.spansShown(at: position) : [span]
        maker.addFacts(of: position, span, in: view)
        maker.addWarnings(of: position, span, in: view)
        maker.addTags(of: pieces)
        maker.addLogs(of: span, events: pieces.flatMap(\.events))
        maker.addProcess(of: span)
        maker.addReferences(of: span)
        return maker.lines
    }

    private init(columns: Int, revealsSecrets: Bool) {
        self.columns = columns
        self.revealsSecrets = revealsSecrets
    }

    // MARK: Facts

    private mutating func addFacts(of position: Int, _ span: Span, in view: TraceView) {
        let own = view.selfTimes[position]
        let total = Double(view.duration)
        let offset = span.start.map { "+" + DurationText.text($0.subtractingSaturated(view.start)) } ?? "none"
        var facts = [
            InspectorLine.Fact(
                label: "Duration", value: span.facts.lacksDuration ? "none" : DurationText.text(span.duration), isProblem: span.duration < 0
            ),
            .init(label: "Self", value: "\(DurationText.text(own)) (\(CountText.percent(Double(own) / Double(max(1, span.duration)))))"),
            .init(label: "Share", value: "\(CountText.percent(Double(max(0, span.duration)) / total)) of trace"),
            .init(label: "Start", value: offset, isProblem: span.start == nil),
        ]
        if span.kind != .unspecified { facts.append(.init(label: "Kind", value: span.kind.name)) }
        if span.isError {
            facts.append(.init(label: "Status", value: "error", isProblem: true))
        } else if span.status != .unset {
            facts.append(.init(label: "Status", value: span.status.name))
        }
        facts.append(.init(label: "Span", value: span.idText.isEmpty ? "no id" : span.idText))
        if let parent = span.namedParentIDText { facts.append(.init(label: "Parent", value: parent)) }
        if view.snapshot.sources.count > 1, let source = view.snapshot.sources.dropFirst(Int(span.source.rawValue)).first {
            facts.append(.init(label: "Source", value: source.name))
        }
        addFlowing(facts)
    }

    /// As many facts a line as there is room for.
    private mutating func addFlowing(_ facts: [InspectorLine.Fact]) {
        var line: [InspectorLine.Fact] = []
        var used = 0
        for fact in facts {
            let needed = fact.label.count + 1 + fact.value.count
            if !line.isEmpty, used + 2 + needed > columns {
                add(.facts(line))
                (line, used) = ([], 0)
            }
            used += (line.isEmpty ? 0 : 2) + needed
            line.append(fact)
        }
        if !line.isEmpty { add(.facts(line)) }
    }

    private mutating func addWarnings(of position: Int, _ span: Span, in view: TraceView) {
        let marks = view.trace.marks(of: position)
        var warnings = span.warnings
        if marks.contains(.orphan) { warnings.append("its parent \(span.namedParentIDText ?? "") is not in the trace") }
        if marks.contains(.cycleHead) { warnings.append("its ancestors lead back to itself; the cycle was cut here") }
        if marks.contains(.duplicateID), !marks.contains(.folded) { warnings.append("another span has the same id") }
        if marks.contains(.folded) {
            warnings.append(span.facts.mayBePiece ? "a further piece of the span before it" : "a copy of the span before it")
        }
        if marks.contains(.outsideParent) { warnings.append("begins before its parent or ends after it") }
        if span.start == nil { warnings.append("has no start; it is drawn where its parent starts") }
        if span.duration < 0 { warnings.append("its duration is negative") }
        for warning in warnings { addWrapped(warning, columns: columns - 2) { .warning($0) } }
    }

    // MARK: Sections

    private mutating func addHeading(_ title: String, other: String, count: Int?) {
        add(.blank)
        add(.heading(title, other: other, count: count))
    }

    private mutating func addProcess(of span: Span) {
        let resource = span.resource
        let service = resource.service.isEmpty ? ServiceNumbers.unnamed : resource.service
        addHeading("Process " + service, other: "resource", count: resource.attributes.isEmpty ? nil : resource.attributes.count)
        addPairs(resource.attributes, indent: 2)
        guard let scope = resource.scope else { return }
        let name = [scope.name, scope.version].filter { !$0.isEmpty }.joined(separator: " ")
        addHeading(
            "Library " + (name.isEmpty ? "unnamed" : name), other: "scope", count: scope.attributes.isEmpty ? nil : scope.attributes.count)
        addPairs(scope.attributes, indent: 2)
    }

    /// The tags of a span, those of its further pieces behind them, none twice.
    private mutating func addTags(of pieces: [Span]) {
        var tags = Array(pieces[0].attributes)
        for piece in pieces.dropFirst() {
            for tag in piece.attributes where !tags.contains(where: { $0.keyID == tag.keyID && $0.value == tag.value }) { tags.append(tag) }
        }
        guard !tags.isEmpty else { return }
        addHeading("Tags", other: "attributes", count: tags.count)
        addPairs(tags, indent: 2)
    }

    private mutating func addPairs(_ attributes: some Collection<Attribute>, indent: Int) {
        let shown = attributes.prefix(Self.entryLimit)
        let longest = shown.reduce(0) { max($0, $1.key.count) }
        let keyColumns = min(longest, max(10, columns / 3))
        for attribute in shown { addPair(attribute, keyColumns: keyColumns, indent: indent) }
        if attributes.count > shown.count { add(.note("and \(CountText.text(attributes.count - shown.count)) more")) }
    }

    private mutating func addPair(_ attribute: Attribute, keyColumns: Int, indent: Int) {
        let key = attribute.key, value = attribute.value
        let shown = Secrets.shown(value, key: key, revealed: revealsSecrets)
        let item = InspectorItem(key: key, value: value.text, isMasked: !revealsSecrets && Secrets.isSecret(key))
        let type = if case .string = value { "" } else { value.typeName }
        let start = indent + keyColumns + 2
        let room = columns - start - (type.isEmpty ? 0 : type.count + 1)
        let (first, rest, isCut) = TextWrap.lines(shown, columns: max(8, room), limit: Self.valueLineLimit)
        add(.pair(key: String(repeating: " ", count: indent) + key, keyColumns: indent + keyColumns, value: first, type: type), item)
        for line in rest { add(.more(indent: start, value: line), item) }
        if isCut { add(.more(indent: start, value: "… yv copies all \(CountText.bytes(item.value.utf8.count))"), item) }
    }

    private mutating func addLogs(of span: Span, events: [Event]) {
        guard !events.isEmpty else { return }
        addHeading("Logs", other: "events", count: events.count)
        for event in events.prefix(Self.entryLimit) {
            let offset = span.start.map { DurationText.text(event.time.subtractingSaturated($0)) }
            let signed = offset.map { $0.hasPrefix("-") ? $0 : "+" + $0 } ?? "?"
            let name = event.name
            addEvent(name, offset: signed)
            addEventPairs(event, name: name)
        }
        if events.count > Self.entryLimit { add(.note("and \(CountText.text(events.count - Self.entryLimit)) more")) }
    }

    private mutating func addEvent(_ name: String, offset: String) {
        let item = InspectorItem(key: "", value: name)
        let indent = 6 + offset.count
        let (first, rest, _) = TextWrap.lines(name, columns: max(8, columns - indent), limit: Self.valueLineLimit)
        add(.event(offset: offset, name: first), item)
        for line in rest { add(.more(indent: indent, value: line), item) }
    }

    /// An event's fields, without the one that gave it its name.
    private mutating func addEventPairs(_ event: Event, name: String) {
        let fields = event.attributes.prefix(Self.entryLimit).filter { field in
            !(["event", "message", "log"].contains(field.key) && field.value.text == name)
        }
        let keyColumns = min(fields.reduce(0) { max($0, $1.key.count) }, max(10, columns / 3))
        for field in fields { addPair(field, keyColumns: keyColumns, indent: 4) }
    }

    private mutating func addReferences(of span: Span) {
        let links = span.links
        guard !links.isEmpty else { return }
        addHeading("References", other: "links", count: links.count)
        for link in links.prefix(Self.entryLimit) {
            let kind =
                switch link.kind {
                case .childOf: "child of"
                case .followsFrom: "follows from"
                case .other: "linked to"
                }
            let place = link.isSameTrace ? "in this trace" : "in trace \(link.traceIDText)"
            add(.note("\(kind) \(link.spanIDText) \(place)"), InspectorItem(key: kind, value: link.spanIDText))
            addPairs(link.attributes, indent: 4)
        }
    }

    private mutating func addWrapped(_ text: String, columns: Int, _ content: (String) -> InspectorLine.Content) {
        let (first, rest, _) = TextWrap.lines(text, columns: max(8, columns), limit: Self.valueLineLimit)
        for line in [first] + rest { add(content(line)) }
    }

    private mutating func add(_ content: InspectorLine.Content, _ item: InspectorItem? = nil) {
        lines.append(InspectorLine(content: content, item: item))
    }
}

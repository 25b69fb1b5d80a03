import TraceModel

extension JSONTraceDecoder {
    /// Reads a span's references; what they mean is settled when the span is complete.
    mutating func readReferences() throws(JSONError) {
        if scanner.peek() != 0x5b { return try skipUnlessNull("references") }
        scanner.at += 1
        var isFirst = true
        while try scanner.element(&isFirst) {
            if scanner.peek() != 0x7b {
                try skipBadType("references")
                continue
            }
            scanner.at += 1
            var reference = JaegerReference()
            var isFirstKey = true
            while let key = try scanner.key(&isFirstKey) {
                if key.equals("spanID") {
                    (reference.span, reference.hasTextID) = try spanID()
                } else if key.equals("traceID") {
                    reference.trace = try readTraceID()
                } else if key.equals("refType"), scanner.peek() == 0x22 {
                    let type = try scanner.string()
                    reference.kind = type.equals("CHILD_OF") ? .childOf : type.equals("FOLLOWS_FROM") ? .followsFrom : .other
                } else if key.equals("tags"), scanner.peek() == 0x5b {
                    reference.tags = scanner.at
                    try scanner.skip()
                } else if key.equals("traceState") {
                    reference.traceState = try nonEmptyText("references.traceState")
                } else {
                    try scanner.skip()
                }
            }
            references.append(reference)
        }
    }

    /// Puts the first candidate for the parent into its column, and all references into the link table when they say
    /// more than "child of one span of this trace".
    ///
    /// A parent that the span names beside its references comes before them: there Jaeger's newer storage has links alone.
    mutating func resolveReferences(_ span: inout NewSpan, _ state: SpanState, _ trace: TraceID) throws(JSONError) {
        if references.isEmpty {
            span.parent = state.parent
            facts.hasTextParentID = state.hasTextParent
            return
        }
        var parent = parentReference(in: trace)
        if state.parent.rawValue != 0, parent?.span != state.parent {
            let named = JaegerReference(span: state.parent, hasTextID: state.hasTextParent)
            references.insert(named, at: 0)
            parent = named
        }
        if let parent {
            span.parent = parent.span
            facts.hasTextParentID = parent.hasTextID
        }
        if references.count == 1, parent?.kind == .childOf, references[0].isBare { return }
        for reference in references where reference.span.rawValue != 0 { try link(reference, of: trace) }
    }

    private func parentReference(in trace: TraceID) -> JaegerReference? {
        let candidates = references.lazy.filter { $0.trace ?? trace == trace && $0.span.rawValue != 0 }
        return candidates.first { $0.kind == .childOf } ?? candidates.first { $0.kind == .followsFrom }
    }

    private mutating func link(_ reference: JaegerReference, of trace: TraceID) throws(JSONError) {
        writer.beginLink()
        if let tags = reference.tags {
            let end = scanner.at
            defer { scanner.at = end }
            scanner.at = tags
            try attributes(ofSpan: false)
        }
        if let traceState = reference.traceState { escapedString(otlp.keys.traceState, traceState) }
        let other = reference.trace ?? trace
        writer.endLink(
            reference.kind, trace: other, isSameTrace: other == trace, span: reference.span, hasTextID: reference.hasTextID)
    }
}

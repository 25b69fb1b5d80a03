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
                } else {
                    try scanner.skip()
                }
            }
            references.append(reference)
        }
    }

    /// Puts the first candidate for the parent into its column, and all references into the link table when they say
    /// more than "child of one span of this trace".
    mutating func resolveReferences(_ span: inout NewSpan, _ state: SpanState, _ trace: TraceID) {
        if references.isEmpty {
            span.parent = state.parent
            facts.hasTextParentID = state.hasTextParent
            return
        }
        var parent: JaegerReference?
        for reference in references where reference.trace ?? trace == trace && reference.span.rawValue != 0 {
            if reference.kind == .childOf {
                parent = reference
                break
            }
            if reference.kind == .followsFrom, parent == nil { parent = reference }
        }
        if let parent {
            span.parent = parent.span
            facts.hasTextParentID = parent.hasTextID
        }
        if references.count == 1, parent?.kind == .childOf { return }
        for reference in references where reference.span.rawValue != 0 {
            let other = reference.trace ?? trace
            writer.link(
                reference.kind, trace: other, isSameTrace: other == trace, span: reference.span, hasTextID: reference.hasTextID)
        }
    }
}

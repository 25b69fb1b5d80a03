import TraceModel

extension Span {
    /// Its links without the reference that says who its parent is, for formats that keep the two apart.
    ///
    /// A parent that it follows from is a link besides, which tells how it is referred to.
    var linksBesideParent: [Link] {
        var links = links
        if let parent = namedParentID,
            let place = links.firstIndex(where: { $0.referenceKind == .childOf && $0.isSameTrace && $0.spanID == parent })
        {
            links.remove(at: place)
        }
        return links
    }
}

extension Link {
    /// The attribute in which links of OpenTelemetry tell what kind of reference they were in OpenTracing.
    static let typeKey: StaticString = "opentracing.ref_type"

    /// The attribute's value for a kind of reference; nil for an ordinary link.
    static func typeText(of kind: LinkKind) -> StaticString? {
        switch kind {
        case .childOf: "child_of"
        case .followsFrom: "follows_from"
        case .other: nil
        }
    }

    /// How it refers, as Jaeger means it: by its kind, or as the attribute ``typeKey`` says.
    var referenceKind: LinkKind {
        if kind != .other { return kind }
        guard case .string(let type) = attributes["\(Self.typeKey)"] else { return .other }
        return type == "child_of" ? .childOf : type == "follows_from" ? .followsFrom : .other
    }

    /// The other span's trace id as text, 32 digits when it is a number.
    var wideTraceIDText: String {
        let text = traceIDText
        return traceID.high == 0 && text == traceID.hex ? SpanID(0).hex + text : text
    }
}

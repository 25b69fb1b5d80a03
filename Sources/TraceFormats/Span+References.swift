import TraceModel

extension Span {
    /// Its links without the reference that says who its parent is, for formats that keep the two apart.
    ///
    /// A parent that it follows from is a link besides, which tells how it is referred to.
    var linksBesideParent: [Link] {
        var links = links
        if let parent = namedParentID,
            let place = links.firstIndex(where: { $0.kind == .childOf && $0.isSameTrace && $0.spanID == parent })
        {
            links.remove(at: place)
        }
        return links
    }
}

extension Link {
    /// The other span's trace id as text, 32 digits when it is a number.
    var wideTraceIDText: String {
        let text = traceIDText
        return traceID.high == 0 && text == traceID.hex ? SpanID(0).hex + text : text
    }
}

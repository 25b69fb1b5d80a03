import TraceModel

extension BrokenTrace {
    /// Records the spans as they are, defect and all.
    func record(_ trace: inout TraceRecorder) {
        let seed = trace.random.next()
        for (index, sketch) in spans.enumerated() { record(sketch, isFirst: index == 0, seed, &trace) }
    }

    private func record(_ sketch: Sketch, isFirst: Bool, _ seed: UInt64, _ trace: inout TraceRecorder) {
        let begun = start + Int64(sketch.start ?? 0) * 1_000_000
        let open = OpenSpan(
            id: id(sketch.id, seed), parent: id(sketch.parent, seed), name: sketch.name, kind: sketch.kind,
            service: sketch.service ?? .payments,
            host: 0, start: begun)
        var span = trace.newSpan(open, end: begun + Int64(sketch.duration ?? 0) * 1_000_000)
        (span.facts.lacksStart, span.facts.lacksDuration) = (sketch.start == nil, sketch.duration == nil)
        if sketch.start == nil { span.start = 0 }
        if sketch.service == nil { span.resource = trace.fleet.unknown }
        if isFirst { trace.tag(["sample.defect": .text(defect.rawValue), "http.method": "POST", "http.status_code": 201]) }
        trace.tag(["component": .text(open.service.name), "user.id": "user4711", "request.id": .text(id(9, seed).hex)])
        let traceID = trace.traceID
        trace.finish(&span) { span, writer in
            for reference in sketch.references {
                writer.link(
                    reference.kind, trace: reference.span == nil ? TraceID(low: seed) : traceID, isSameTrace: reference.span != nil,
                    span: id(reference.span ?? 10, seed), hasTextID: false)
            }
            if let warning = sketch.warning { writer.warning(writer.intern(warning)) }
            if defect == .oddIDs { giveOddIDs(&span, sketch, &writer) }
        }
    }

    private func giveOddIDs(_ span: inout NewSpan, _ sketch: Sketch, _ writer: inout SpanWriter) {
        span.trace = Self.withBytes("checkout/2026-01-05#\(start / 1_000_000 % 100_000)") { writer.oddTraceID($0, $1) } ?? span.trace
        span.id = Self.withBytes("span:\(sketch.id)") { writer.oddSpanID($0, $1) } ?? span.id
        span.facts.hasTextID = true
        if sketch.parent > 0 {
            span.parent = Self.withBytes("span:\(sketch.parent)") { writer.oddSpanID($0, $1) } ?? span.parent
            span.facts.hasTextParentID = true
        }
    }

    private static func withBytes<Result>(_ text: String, _ body: (UnsafeRawPointer, Int) -> Result) -> Result? {
        var text = text
        return text.withUTF8 { utf8 in utf8.baseAddress.map { body($0, utf8.count) } }
    }

    /// The id of the span numbered `number`; 0 stays 0.
    private func id(_ number: Int, _ seed: UInt64) -> SpanID {
        if number == 0 { return SpanID(0) }
        var mixer = SplitMix(state: seed &+ UInt64(number))
        return SpanID(mixer.next() | 1)
    }
}

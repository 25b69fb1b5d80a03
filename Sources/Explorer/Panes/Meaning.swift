import Terminal

/// What signs and numbers mean, as the help explains them; where Jaeger counts otherwise, it says so.
enum Meaning: CaseIterable {
    case failed, odd, hidden, levels, service, selfTime, duration, failedRule, latency, attention

    /// The sign or word that is explained.
    func sign(_ glyphs: GlyphSet) -> String {
        switch self {
        case .failed: glyphs.error
        case .odd: glyphs.warning
        case .hidden: "+12 \(glyphs.error)2"
        case .levels: "9»"
        case .service: glyphs.serviceMarks.prefix(3).joined(separator: " ")
        case .selfTime: "self"
        case .duration: "duration"
        case .failedRule: "errors"
        case .latency: "p50 p95"
        case .attention: "\(glyphs.error) service"
        }
    }

    /// What it means.
    var text: String {
        switch self {
        case .failed: "the span failed; before a service: look here"
        case .odd: "odd: parent missing, id used twice, outside its parent, negative; ! tells"
        case .hidden: "spans that a fold hides, and how many of them failed"
        case .levels: "levels of the tree that are left out at its left"
        case .service: "one sign and colour a service, the same on every screen"
        case .selfTime: "duration without the time in which a child ran"
        case .duration: "of a trace: from its first start to its last end"
        case .failedRule: "tag error that is not false, or otel.status_code ERROR; Jaeger counts any error tag"
        case .latency: "of the spans through which calls enter the service, by nearest rank"
        case .attention: "more than 1% errors; the other sign: p95 above 1s"
        }
    }
}

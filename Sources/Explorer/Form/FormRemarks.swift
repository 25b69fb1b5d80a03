/// What the form says about its fields: beside them in a word or two, of the one that is edited in a sentence.
struct FormRemarks {
    let form: SearchForm
    let catalog: Catalog?

    /// Beside a field: what it is counted from, who checks it.
    func remark(on field: FormField) -> String {
        // While names are offered the text is not yet meant to be one.
        if field == form.focus, form.choices != nil { return "" }
        return switch field {
        case .lookback: form.isLive ? "before now" : "before the newest span"
        case .start, .end: form.zone == .utc ? "UTC" : "local time"
        case .minSpan, .maxSpan, .errors: form.isLive ? "checked by the server" : ""
        case .minTrace, .maxTrace, .words: form.isLive ? "checked here" : ""
        case .limit: "traces, from each server"
        case .service: unknownName(form.text(.service), catalog?.services, "service")
        case .operation: unknownName(form.text(.operation), operations, "operation")
        case .tags, .search: ""
        }
    }

    private var operations: NameList? {
        catalog?.operations(of: (try? FormName.name(form.text(.service).trimmed)) ?? nil)
    }

    /// Says so when a whole name is not a known one: it must be exact.
    private func unknownName(_ text: String, _ known: NameList?, _ noun: String) -> String {
        guard let known, !known.names.isEmpty, let name = (try? FormName.name(text.trimmed)) ?? nil, !known.contains(name) else {
            return ""
        }
        return "not among the \(CountText.text(known.names.count, "known \(noun)"))"
    }

    /// What an empty field asks for.
    func placeholder(of field: FormField) -> String {
        switch field {
        case .limit: form.live.map { String($0.limit) } ?? ""
        case .lookback: form.live.map { Lookback.text($0.lookback) } ?? "any"
        default: "any"
        }
    }

    /// What to write into the field that is edited.
    var sentence: String {
        switch form.focus {
        case .service: "The exact name of a span's service" + known(catalog?.services, "service")
        case .operation: "The exact name of a span" + known(operations, "operation")
        case .tags: "All of them on one span: error=true http.status_code=500 message=\"not found\""
        case .words: "Somewhere in the names of services and spans: checkout \"GET /cart\""
        case .lookback: "How long before \(form.isLive ? "now" : "the newest span") a span began at most: 90m, 12h, 2d"
        case .start: "When a span began at the earliest: 2026-11-22 10:00, or 2026-11-22T10:00:00Z"
        case .end: "When a span began at the latest: 2026-11-22 10:00, or 2026-11-22T10:00:00Z"
        case .minSpan: "How long a span with all of this took at least: 50ms, 1.5s, 2m"
        case .maxSpan: "How long a span with all of this took at most: 50ms, 1.5s, 2m"
        case .minTrace: "How long the trace took at least, first start to last end: 50ms, 1.5s, 2m"
        case .maxTrace: "How long the trace took at most, first start to last end: 50ms, 1.5s, 2m"
        case .errors: "Whether the span with all of this has to be a failed one; Space switches"
        case .limit: "How many traces each server sends at most; which ones is up to it"
        case .search: "Enter searches"
        }
    }

    private func known(_ names: NameList?, _ noun: String) -> String {
        guard let names else { return "" }
        return names.names.isEmpty ? "; none is known yet" : "; \(CountText.text(names.names.count, noun)) known, Down lists them"
    }
}

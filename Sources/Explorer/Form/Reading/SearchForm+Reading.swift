import TraceQuery

/// From what fields say to a filter, or to what is wrong with them.
extension SearchForm {
    /// What the fields ask for, and what is wrong with those that cannot be read.
    func read() -> (filter: TraceFilter, limit: Int?, problems: [FormField: String]) {
        var reader = FormReader(form: self)
        reader.filter.errorsOnly = errorsOnly
        reader.read(.service, \.service, FormName.name)
        reader.read(.operation, \.operation, FormName.name)
        reader.readTags()
        reader.readWords()
        reader.readLookback()
        reader.readTime(.start, \.start)
        reader.readTime(.end, \.end)
        reader.readDuration(.minSpan, \.minSpanDuration)
        reader.readDuration(.maxSpan, \.maxSpanDuration)
        reader.readDuration(.minTrace, \.minDuration)
        reader.readDuration(.maxTrace, \.maxDuration)
        reader.readLimit()
        reader.checkOrder()
        return (reader.filter, reader.limit, reader.problems)
    }
}

/// Reads one field after the other.
private struct FormReader {
    let form: SearchForm
    var filter = TraceFilter()
    var limit: Int?
    var problems: [FormField: String] = [:]

    /// A field's text without blanks around it; nil if it is empty, or untouched, when its value is what it was.
    private mutating func text<Value>(_ field: FormField, _ path: WritableKeyPath<TraceFilter, Value>) -> String? {
        if form.isUntouched(field) {
            filter[keyPath: path] = form.origin.filter[keyPath: path]
            return nil
        }
        let text = form.text(field).trimmed
        return text.isEmpty ? nil : text
    }

    mutating func read(
        _ field: FormField, _ path: WritableKeyPath<TraceFilter, String?>, _ name: (String) throws(FilterError) -> String?
    ) {
        guard let text = text(field, path) else { return }
        do {
            filter[keyPath: path] = try name(text)
        } catch {
            problems[field] = Sentences.sentence(for: error, line: "")
        }
    }

    mutating func readTags() {
        guard let text = text(.tags, \.tags) else { return }
        do {
            let read = try TraceFilter(line: text)
            var others = read
            others.tags = []
            filter.tags = read.tags
            guard !others.isEmpty else { return }
            problems[.tags] =
                others.words.isEmpty && !others.errorsOnly
                ? "write tag.service=a, tag.min=1, for tags of those names" : "write key=value"
        } catch {
            problems[.tags] = Sentences.sentence(for: error, line: text)
        }
    }

    mutating func readWords() {
        guard let text = text(.words, \.words) else { return }
        do {
            let read = try TraceFilter(line: text)
            var others = read
            others.words = []
            filter.words = read.words
            if others.errorsOnly { problems[.words] = "write \"errors\" in quotation marks" }
            if !others.tags.isEmpty { problems[.words] = "key=value belongs into Tags; or write it in quotation marks" }
            if !others.isEmpty, problems[.words] == nil { problems[.words] = "such terms have fields of their own" }
        } catch {
            problems[.words] = Sentences.sentence(for: error, line: text)
        }
    }

    mutating func readLookback() {
        guard let text = text(.lookback, \.lookback) else { return }
        readLength(.lookback, \.lookback) { () throws(DurationLiteral.Problem) in try Lookback.nanoseconds(text) }
    }

    mutating func readDuration(_ field: FormField, _ path: WritableKeyPath<TraceFilter, Int64?>) {
        guard let text = text(field, path) else { return }
        readLength(field, path) { () throws(DurationLiteral.Problem) in try DurationLiteral.nanoseconds(text) }
    }

    private mutating func readLength(
        _ field: FormField, _ path: WritableKeyPath<TraceFilter, Int64?>, _ length: () throws(DurationLiteral.Problem) -> Int64
    ) {
        do {
            let length = try length()
            if length < 0 { problems[field] = "less than nothing" } else { filter[keyPath: path] = length }
        } catch {
            problems[field] = Sentences.what(error, example: field == .lookback ? "90m, 12h, 2d" : "50ms, 1.5s")
        }
    }

    mutating func readTime(_ field: FormField, _ path: WritableKeyPath<TraceFilter, Int64?>) {
        guard let text = text(field, path) else { return }
        filter[keyPath: path] = form.zone.instant(text)
        if filter[keyPath: path] == nil { problems[field] = "write 2026-11-22 10:00" }
    }

    mutating func readLimit() {
        let text = form.text(.limit).trimmed
        guard form.isLive, !form.isUntouched(.limit) else {
            limit = form.origin.limit
            return
        }
        guard !text.isEmpty else { return }
        limit = Int32(text).flatMap { $0 >= 1 ? Int($0) : nil }
        if limit == nil { problems[.limit] = "a whole number from 1 on" }
    }

    /// The second of two bounds must not be below the first.
    mutating func checkOrder() {
        check(.maxSpan, filter.minSpanDuration, filter.maxSpanDuration, "less than the least")
        check(.maxTrace, filter.minDuration, filter.maxDuration, "less than the least")
        check(.end, filter.start, filter.end, "before the start")
    }

    private mutating func check(_ field: FormField, _ low: Int64?, _ high: Int64?, _ problem: String) {
        if let low, let high, low > high { problems[field] = problem }
    }
}

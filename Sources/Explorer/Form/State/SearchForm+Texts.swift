import TraceQuery

/// From a filter to what fields say.
extension SearchForm {
    static func texts(of filter: TraceFilter, limit: Int?, zone: Zone) -> [FormField: String] {
        var texts: [FormField: String] = [:]
        texts[.service] = filter.service.map(FormName.text)
        texts[.operation] = filter.operation.map(FormName.text)
        texts[.tags] = filter.tags.map(\.term).joined(separator: " ")
        var words = TraceFilter()
        words.words = filter.words
        texts[.words] = words.line
        texts[.lookback] = filter.lookback.map(Lookback.text)
        texts[.start] = filter.start.map(zone.text)
        texts[.end] = filter.end.map(zone.text)
        texts[.minSpan] = filter.minSpanDuration.map(DurationLiteral.text)
        texts[.maxSpan] = filter.maxSpanDuration.map(DurationLiteral.text)
        texts[.minTrace] = filter.minDuration.map(DurationLiteral.text)
        texts[.maxTrace] = filter.maxDuration.map(DurationLiteral.text)
        texts[.limit] = limit.map(String.init)
        return texts
    }
}

/// A service or an operation in a field: as it is, in quotation marks where that would be misread.
enum FormName {
    static func text(_ name: String) -> String {
        let isPlain = !name.isEmpty && name.first != "\"" && name.first != " " && name.last != " " && !name.contains(where: isAltered)
        if isPlain { return name }
        var filter = TraceFilter()
        filter.service = name
        return String(filter.line.dropFirst("service=".count))
    }

    /// The name that a field tells; nil if there is none.
    ///
    /// - Throws: what is wrong with its quotation marks.
    static func name(_ text: String) throws(FilterError) -> String? {
        guard text.first == "\"" else { return text.isEmpty ? nil : text }
        var read = try TraceFilter(line: "service=" + text)
        let name = read.service
        read.service = nil
        if !read.isEmpty { throw FilterError(.textAfterQuote, 0..<0) }
        return name
    }

    /// Whether a line of text cannot hold a character.
    private static func isAltered(_ character: Character) -> Bool { character.isNewline || character == "\t" }
}

extension StringProtocol {
    /// Without the blanks at both ends.
    var trimmed: String {
        guard let first = firstIndex(where: { $0 != " " }), let last = lastIndex(where: { $0 != " " }) else { return "" }
        return String(self[first...last])
    }
}

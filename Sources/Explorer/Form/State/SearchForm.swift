import Terminal
import TraceQuery

/// The search form: a filter in fields, while it is being changed.
struct SearchForm: Equatable, Sendable {
    /// The servers that are asked too, if there are any.
    let live: LiveSettings?
    /// How times are written.
    let zone: Zone
    /// The field that is edited.
    var focus = FormField.service
    /// The texts of all fields in which one types.
    var editors: [FormField: LineEditor] = [:]
    var errorsOnly = false
    /// The list under the field that is edited, while it is open.
    var choices: Choices?
    /// What is wrong with fields, in words.
    private(set) var problems: [FormField: String] = [:]
    /// What the form was filled from; a field that was not touched keeps its value to the last digit.
    private(set) var origin: Origin

    /// A filter and how the fields wrote it.
    struct Origin: Equatable, Sendable {
        var filter = TraceFilter()
        var limit: Int?
        var texts: [FormField: String] = [:]
    }

    /// The form filled from a filter.
    init(_ filter: TraceFilter, limit: Int?, live: LiveSettings?, zone: Zone) {
        (self.live, self.zone, origin) = (live, zone, Origin())
        fill(filter, limit: limit)
    }

    /// Fills all fields anew.
    mutating func fill(_ filter: TraceFilter, limit: Int?) {
        let texts = Self.texts(of: filter, limit: limit, zone: zone)
        for field in FormField.allCases where field.isText { editors[field] = LineEditor(texts[field] ?? "") }
        origin = Origin(filter: filter, limit: limit, texts: texts)
        errorsOnly = filter.errorsOnly
        choices = nil
        check()
    }

    /// Whether a server is asked too.
    var isLive: Bool { live != nil }

    /// The fields there are: only servers have a limit.
    var fields: [FormField] { FormField.allCases.filter { isLive || $0 != .limit } }

    /// The text of a field.
    func text(_ field: FormField) -> String { editors[field]?.text ?? "" }

    /// Whether a field says what it said when the form was filled.
    func isUntouched(_ field: FormField) -> Bool { text(field) == origin.texts[field] ?? "" }

    /// The field so many further, round the end.
    func field(_ steps: Int) -> FormField {
        let fields = fields
        guard let index = fields.firstIndex(of: focus) else { return .service }
        return fields[((index + steps) % fields.count + fields.count) % fields.count]
    }

    /// What is wrong with a field, unless it is still being typed with a list of names below it.
    func problemToTell(_ field: FormField) -> String? { field == focus && choices != nil ? nil : problems[field] }

    /// Finds out what is wrong with the fields.
    mutating func check() { problems = read().problems }
}

import Terminal
import TraceQuery

/// Names for what is being typed.
extension SearchForm {
    /// The piece of a field that can be completed, and the names for it.
    struct Completion {
        let list: NameList
        /// What is there of the name.
        let typed: String
        /// The field's text before and after it.
        let before: Substring
        let after: Substring
        /// How a chosen name is written.
        let written: (String) -> String
        /// Whether nothing of its term was typed yet, so that the list waits until it is asked for.
        var isBlank: Bool
    }

    /// What can be completed at the cursor; nil where nothing is known.
    func completion(in catalog: Catalog?) -> Completion? {
        switch focus {
        case .service: whole(catalog?.services ?? .empty, FormName.text)
        case .operation:
            whole(catalog?.operations(of: (try? FormName.name(text(.service).trimmed)) ?? nil) ?? .empty, FormName.text)
        case .lookback: whole(Lookback.choices) { $0 }
        case .tags: catalog.flatMap(tag)
        default: nil
        }
    }

    private func whole(_ list: NameList, _ written: @escaping (String) -> String) -> Completion {
        let text = text(focus).trimmed
        let typed = ((try? FormName.name(text)) ?? nil) ?? text
        return Completion(list: list, typed: typed, before: "", after: "", written: written, isBlank: typed.isEmpty)
    }

    /// The key, or behind an equals sign the value, of the term before the cursor.
    private func tag(_ catalog: Catalog) -> Completion? {
        guard let (before, after) = editors[.tags]?.parts else { return nil }
        let start = Self.termStart(before)
        let term = before[start...]
        guard let equals = term.firstIndex(of: "=") else {
            return Completion(
                list: catalog.tagKeys, typed: String(term), before: before[..<start], after: after[...],
                written: { String(TraceFilter.Tag(key: $0, value: "x").term.dropLast()) }, isBlank: term.isEmpty)
        }
        guard let key = (try? TraceFilter(line: term[...equals] + "x"))?.tags.first?.key else { return nil }
        let typed = term[equals...].dropFirst()
        return Completion(
            list: catalog.values(of: key), typed: String(typed.first == "\"" ? typed.dropFirst() : typed), before: before[..<start],
            after: after[...], written: { TraceFilter.Tag(key: key, value: $0).term + " " }, isBlank: false)
    }

    /// Where the last term of a line begins: behind the last blank that is not in quotation marks.
    private static func termStart(_ line: String) -> String.Index {
        var start = line.startIndex
        var isQuoted = false, isEscaped = false
        for index in line.indices {
            let character = line[index]
            if character == "\"", !isEscaped { isQuoted.toggle() }
            if character == " ", !isQuoted { start = line.index(after: index) }
            isEscaped = isQuoted && character == "\\" && !isEscaped
        }
        return start
    }

    /// Opens the list for what was just typed, or closes it where it would say nothing new.
    mutating func offer(from catalog: Catalog?) {
        choices = nil
        guard let completion = completion(in: catalog), !completion.isBlank else { return }
        let places = completion.list.places(of: completion.typed)
        let isComplete = places.count == 1 && completion.list.names[places[0]] == completion.typed
        if !isComplete { choices = Choices(completion.list, at: places) }
    }

    /// Opens the list because it was asked for, on the first name, or behind the name that is there.
    ///
    /// - Returns: false if there is nothing to choose from.
    mutating func openChoices(from catalog: Catalog?) -> Bool {
        guard let completion = completion(in: catalog) else { return false }
        let list = completion.list
        if let place = list.names.firstIndex(of: completion.typed) {
            choices = Choices(list, at: Array(list.names.indices))
            choices?.choose(min(place + 1, list.names.count - 1))
        } else {
            choices = Choices(list, at: list.places(of: completion.typed))
            choices?.choose(0)
        }
        return choices != nil
    }

    /// Whether Tab would change the field.
    func canTake(from catalog: Catalog?) -> Bool {
        guard let choices, let completion = completion(in: catalog) else { return false }
        return choices.chosen != nil || choices.best != completion.typed
    }

    /// Writes a name into the field and closes the list.
    mutating func take(_ name: String, from catalog: Catalog?) {
        guard let completion = completion(in: catalog) else { return }
        var editor = LineEditor(completion.before + completion.written(name))
        editor.insert(String(completion.after))
        editor.move(by: -completion.after.count)
        editors[focus] = editor
        choices = nil
        // Behind a key its values are the next thing to choose.
        if focus == .tags, editor.parts.before.hasSuffix("=") { offer(from: catalog) }
        check()
    }
}

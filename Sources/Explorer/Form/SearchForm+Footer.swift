/// What the footer says of the form's keys, as things are.
extension SearchForm {
    func isWorthTelling(_ command: Command, _ catalog: Catalog?, _ memory: FormMemory) -> Bool {
        switch command {
        case .nextPane: choices?.chosen == nil
        case .down: choices != nil || completion(in: catalog).map { !$0.list.names.isEmpty } ?? false
        case .earlierSearch: choices == nil && !memory.searches.isEmpty
        default: true
        }
    }

    func label(of binding: Binding, _ catalog: Catalog?) -> String {
        switch binding.command {
        case .open where choices?.chosen != nil: "take it"
        case .nextPane where canTake(from: catalog): "take it"
        default: binding.label ?? ""
        }
    }
}

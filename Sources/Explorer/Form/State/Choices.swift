import Terminal

/// The list under a field: names that go on as the text does.
struct Choices: Equatable, Sendable {
    private let list: Shared<NameList>
    private let places: [Int]
    /// Which of them are seen; its selection counts only while one is chosen.
    var window: ListWindow
    /// Whether the user has walked into the list.
    private(set) var isChoosing = false

    /// Names of a list at some places; nil if there are none.
    init?(_ list: NameList, at places: [Int]) {
        guard !places.isEmpty else { return nil }
        self.list = Shared(list)
        self.places = places
        window = ListWindow(count: places.count)
    }

    var count: Int { places.count }

    subscript(index: Int) -> String { list.names[places[index]] }

    /// The row that is marked; nil while the user still types.
    var chosen: Int? { isChoosing ? window.selection : nil }

    /// What Tab takes: the chosen name, else the best.
    var best: String { self[chosen ?? 0] }

    /// Goes into the list or further down, at most to its end.
    mutating func stepDown() {
        if isChoosing { window.move(by: 1) }
        isChoosing = true
    }

    /// Goes up; before the first name the text is as it was typed.
    ///
    /// - Returns: false if it was there already.
    mutating func stepUp() -> Bool {
        guard isChoosing else { return false }
        if window.selection == 0 { isChoosing = false } else { window.move(by: -1) }
        return true
    }

    /// Chooses a row.
    mutating func choose(_ row: Int) {
        isChoosing = true
        window.select(row)
    }
}

/// Which rows of a list are on the screen.
///
/// Arithmetic only: the rows themselves may be a million.
public struct ListWindow: Hashable, Sendable {
    /// How many rows the list has.
    public private(set) var count: Int
    /// How many rows of it can be seen at once.
    public private(set) var height: Int
    /// The first row that is seen.
    public private(set) var top: Int
    /// The selected row; nil only if the list is empty.
    public private(set) var selection: Int?

    /// A window on a list, with its first row selected.
    public init(count: Int = 0, height: Int = 0) {
        self.count = max(0, count)
        self.height = max(0, height)
        top = 0
        selection = count > 0 ? 0 : nil
    }

    /// The rows that are seen.
    public var visible: Range<Int> { top..<min(count, top + height) }

    /// The selected row's place on the screen, counted from the window's first row; nil if it is not seen.
    public var selectedOffset: Int? {
        guard let selection, visible.contains(selection) else { return nil }
        return selection - top
    }

    /// Where the selection stands, such as `12/5000`; `0/0` if the list is empty.
    public var position: String { "\(selection.map { $0 + 1 } ?? 0)/\(count)" }

    /// Selects a row, or the nearest there is, and scrolls so that it is seen.
    public mutating func select(_ row: Int) {
        selection = count > 0 ? min(max(0, row), count - 1) : nil
        reveal()
    }

    /// Moves the selection by rows, at most to the ends.
    public mutating func move(by rows: Int) {
        guard let selection else { return }
        let (target, overflow) = selection.addingReportingOverflow(rows)
        select(overflow ? (rows < 0 ? 0 : count - 1) : target)
    }

    /// Moves selection and window by pages of one row less than is seen, or by parts of it.
    public mutating func page(by pages: Double) {
        let rows = Int((pages * Double(max(1, height - 1))).rounded(.awayFromZero))
        let offset = selectedOffset ?? 0
        move(by: rows)
        if let selection { scroll(to: selection - offset) }
    }

    /// Moves the window without the selection, as the wheel does, except as far as the selection must follow to be seen.
    public mutating func scroll(by rows: Int) {
        scroll(to: top + rows)
        guard let selection, height > 0 else { return }
        self.selection = min(max(selection, top), top + height - 1)
    }

    /// Puts the selected row in the middle of the window, as far as the ends of the list allow.
    public mutating func center() {
        guard let selection else { return }
        scroll(to: selection - height / 2)
    }

    /// Takes over how much can be seen, and keeps the selection in sight.
    public mutating func resize(height: Int) {
        self.height = max(0, height)
        scroll(to: top)
        reveal()
    }

    /// Takes over how many rows there are, selects a row of them (by default the same place) and keeps it at its place on the screen.
    public mutating func update(count: Int, selecting row: Int? = nil) {
        let offset = selectedOffset ?? 0
        self.count = max(0, count)
        selection = count > 0 ? min(max(0, row ?? selection ?? 0), count - 1) : nil
        scroll(to: (selection ?? 0) - offset)
        reveal()
    }

    private mutating func scroll(to row: Int) { top = min(max(0, row), max(0, count - height)) }

    private mutating func reveal() {
        guard let selection, height > 0 else { return }
        if selection < top { scroll(to: selection) }
        if selection >= top + height { scroll(to: selection - height + 1) }
    }
}

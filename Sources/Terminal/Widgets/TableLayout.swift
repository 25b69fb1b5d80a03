/// Where the columns of a table stand, for a width.
///
/// Columns that there is no room for are left out, the least important first.
public struct TableLayout: Hashable, Sendable {
    /// What a column needs.
    public struct Column: Hashable, Sendable {
        /// On which side its text stands.
        public enum Alignment: Hashable, Sendable {
            /// At the left: words.
            case left
            /// At the right: numbers.
            case right
        }

        /// What stands above it.
        public var title: String
        /// How many cells it needs at least.
        public var minimum: Int
        /// Its share of the cells that are left over when all have what they need; nought if it never grows.
        public var growth: Int
        /// On which side its text stands.
        public var alignment: Alignment
        /// When there is no room for all, those with the highest rank go first.
        public var rank: Int

        /// A column; by default one of words that never grows and stays the longest.
        public init(_ title: String, minimum: Int, growth: Int = 0, alignment: Alignment = .left, rank: Int = 0) {
            self.title = title
            self.minimum = max(0, minimum)
            self.growth = max(0, growth)
            self.alignment = alignment
            self.rank = rank
        }
    }

    /// The columns, all of them.
    public let columns: [Column]
    /// The cells that each column takes, one a column, in their order; nil for those left out.
    public let places: [Range<Int>?]

    /// Lays out columns side by side; one alone stays whatever its width.
    /// - Parameters:
    ///   - width: how many cells there are.
    ///   - gap: how many of them part two columns.
    public init(_ columns: [Column], width: Int, gap: Int = 1) {
        self.columns = columns
        let kept = Self.kept(columns, width: width, gap: gap)
        let needed = Self.width(of: kept.map { columns[$0].minimum }, gap: gap)
        var spare = max(0, width - needed)
        var growth = kept.reduce(0) { $0 + columns[$1].growth }
        var places = [Range<Int>?](repeating: nil, count: columns.count)
        var start = 0
        for index in kept {
            let column = columns[index]
            // Each takes its share of what is left for it and those after it, so that rounding leaves nothing over.
            let extra = growth > 0 ? spare * column.growth / growth : 0
            spare -= extra
            growth -= column.growth
            let end = min(start + column.minimum + extra, max(start, width))
            places[index] = start..<end
            start = end + gap
        }
        self.places = places
    }

    private static func kept(_ columns: [Column], width available: Int, gap: Int) -> [Int] {
        var kept = Array(columns.indices)
        while kept.count > 1, width(of: kept.map { columns[$0].minimum }, gap: gap) > available {
            guard
                let last = kept.indices.max(by: {
                    columns[kept[$0]].rank < columns[kept[$1]].rank || columns[kept[$0]].rank == columns[kept[$1]].rank && $0 < $1
                })
            else { break }
            kept.remove(at: last)
        }
        return kept
    }

    private static func width(of widths: [Int], gap: Int) -> Int {
        widths.reduce(0, +) + max(0, widths.count - 1) * gap
    }
}

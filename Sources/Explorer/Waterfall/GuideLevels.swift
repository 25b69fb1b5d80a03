/// Which levels of a tree have their guides drawn, when it is too deep for all of them.
///
/// Lines that are seen together leave out the same levels, so that a guide stays in its column from line to line.
struct GuideLevels: Equatable {
    /// Levels there is room for.
    let room: Int
    /// Levels left out at the left of every line.
    private(set) var leftOut = 0

    init(room: Int) { self.room = room }

    /// For lines between two levels that are seen together; the top of a tree is level 1.
    init(room: Int, least: Int, greatest: Int) {
        self.room = room
        leftOut = max(0, min(least - 2, greatest - 1 - room))
    }

    /// Moves on to a line of this level, as far as it has to: for lines that are written one after the other.
    mutating func follow(_ level: Int) {
        let needed = level - 1
        if needed > leftOut + room || needed <= leftOut, needed > 0 || leftOut > 0 {
            leftOut = needed <= room ? 0 : needed - (room + 1) / 2
        }
    }

    /// How many guides a line of this level has, its own branch included.
    func drawn(atLevel level: Int) -> Int { min(room, max(0, level - 1 - leftOut)) }
}

import TraceModel

/// Places in one list of attributes: those that a format has fields of its own for.
struct AttributePlaces {
    private var low: UInt64 = 0
    private var high: Set<Int> = []

    /// The number of places.
    var count: Int { low.nonzeroBitCount + high.count }

    /// Adds a place.
    mutating func insert(_ place: Int) {
        if place < 64 { low |= 1 << UInt64(place) } else { high.insert(place) }
    }

    /// Whether a place was added.
    @inline(__always)
    func contains(_ place: Int) -> Bool { place < 64 ? low >> UInt64(place) & 1 == 1 : high.contains(place) }
}

extension Attribute {
    /// Whether the value is text; that of an array or map is not.
    var isString: Bool {
        if valueID != nil { return true }
        if case .string = value { return true }
        return false
    }

    /// A number of things, when the value is one.
    var count: Int64? {
        if case .int64(let number) = value, number >= 0 { return number }
        return nil
    }
}

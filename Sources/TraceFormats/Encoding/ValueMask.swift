import TraceModel

/// Which attribute values stay behind when traces are written, and what stands in their place.
public struct ValueMask: Sendable {
    let text: String
    let hides: @Sendable (String) -> Bool

    /// States a rule.
    ///
    /// - Parameters:
    ///   - text: what is written in the place of every value that is hidden, whatever its type.
    ///   - hides: whether values under a key are; asked once a key and document.
    public init(_ text: String, hides: @escaping @Sendable (String) -> Bool) {
        self.text = text
        self.hides = hides
    }
}

/// A ``ValueMask`` with its answers for the keys of one snapshot.
struct MaskedKeys {
    private enum Answer: UInt8 {
        case unknown, shown, hidden
    }

    private let mask: ValueMask?
    /// By the key's row of the string table.
    private var answers: [Answer] = []

    init(_ mask: ValueMask?) { self.mask = mask }

    /// Makes ready for the attributes of another snapshot.
    mutating func use(_ snapshot: Snapshot) { answers.removeAll(keepingCapacity: true) }

    /// What stands in the place of an attribute's value; nil when the value may be written.
    @inline(__always)
    mutating func text(insteadOf attribute: Attribute) -> String? {
        if mask == nil { return nil }
        let row = Int(attribute.keyID.rawValue)
        if row < answers.count, answers[row] == .shown { return nil }
        return slowText(insteadOf: attribute, row)
    }

    @inline(never)
    private mutating func slowText(insteadOf attribute: Attribute, _ row: Int) -> String? {
        guard let mask else { return nil }
        if row >= answers.count { answers += repeatElement(.unknown, count: row + 1 - answers.count) }
        if answers[row] == .unknown { answers[row] = mask.hides(attribute.key) ? .hidden : .shown }
        return answers[row] == .hidden ? mask.text : nil
    }
}

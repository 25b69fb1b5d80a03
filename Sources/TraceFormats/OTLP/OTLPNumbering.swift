import TraceModel

/// Numbers for what resources or scopes become, equal ones the same, remembered by the row they were made from.
///
/// A row of the resource table is a resource with a scope, so several rows may become one resource.
struct OTLPNumbering<Entry: Hashable> {
    private(set) var entries: [Entry] = []
    private var numbers: [Entry: Int] = [:]
    private var numberOfRow: [Int?] = []

    /// Makes ready for the rows of another snapshot.
    mutating func use(_ snapshot: Snapshot) { numberOfRow = Array(repeating: nil, count: snapshot.resourceCount) }

    /// The number of what a row becomes.
    mutating func number(of row: ResourceID, _ make: () -> Entry) -> Int {
        let row = Int(row.rawValue)
        if let known = numberOfRow[row] { return known }
        let number = number(of: make())
        numberOfRow[row] = number
        return number
    }

    /// The number of an entry.
    mutating func number(of entry: Entry) -> Int {
        if let known = numbers[entry] { return known }
        numbers[entry] = entries.count
        entries.append(entry)
        return entries.count - 1
    }
}

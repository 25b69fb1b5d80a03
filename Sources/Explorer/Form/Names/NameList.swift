/// Names to choose from, made ready for being looked through at every key.
///
/// A class because lists of ten thousand names are shared by states.
final class NameList: Sendable {
    /// The names, in the order in which they are offered.
    let names: [String]
    /// All names in lower case, one after the other, and where each ends.
    private let folded: [UInt8]
    private let ends: [Int]

    /// No names.
    static let empty = NameList(inOrder: [])

    /// The names by the alphabet, each once.
    ///
    /// - Complexity: O(n log n): for the background.
    convenience init(_ names: some Sequence<String>) {
        let keyed = Set(names).map { (key: $0.lowercased(), name: $0) }
        self.init(inOrder: keyed.sorted { ($0.key, $0.name) < ($1.key, $1.name) }.map(\.name))
    }

    /// The names as they are given.
    init(inOrder names: [String]) {
        self.names = names
        var folded: [UInt8] = [], ends: [Int] = []
        for name in names {
            folded += name.lowercased().utf8
            ends.append(folded.count)
        }
        (self.folded, self.ends) = (folded, ends)
    }

    /// Places of the names that hold a text, whatever the case: that very name first, then those that begin so, then the others.
    ///
    /// - Complexity: O(bytes of all names); 10,000 names of 20 bytes take about 0.2 ms.
    func places(of text: String) -> [Int] {
        let wanted = Array(text.lowercased().utf8)
        guard let first = wanted.first else { return Array(names.indices) }
        var equal: [Int] = [], beginning: [Int] = [], holding: [Int] = []
        folded.withUnsafeBufferPointer { bytes in
            var start = 0
            for (place, end) in ends.enumerated() {
                switch Self.find(wanted, first, in: bytes, start, end) {
                case start where end - start == wanted.count: equal.append(place)
                case start: beginning.append(place)
                case .some: holding.append(place)
                case nil: break
                }
                start = end
            }
        }
        // The very letters that were typed go before the same ones in another case.
        return equal.filter { names[$0] == text } + equal.filter { names[$0] != text } + beginning + holding
    }

    /// Where the wanted bytes first occur between two places.
    private static func find(
        _ wanted: [UInt8], _ first: UInt8, in bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int
    ) -> Int? {
        var at = start
        while at + wanted.count <= end {
            if bytes[at] == first {
                var length = 1
                while length < wanted.count, bytes[at + length] == wanted[length] { length += 1 }
                if length == wanted.count { return at }
            }
            at += 1
        }
        return nil
    }

    /// Whether it is one of the names.
    ///
    /// - Complexity: O(names)
    func contains(_ name: String) -> Bool { names.contains(name) }
}

/// What somebody who wrote an unknown name may have meant.
enum NearestName {
    /// The name that takes the fewest changes; nil when none is near.
    ///
    /// - Complexity: O(number of names · length²); what is longer than any name by far is near none.
    static func to(_ name: String, among names: [String]) -> String? {
        let plain = simplified(name)
        let near = names.map { (name: $0, distance: distance(plain, simplified($0))) }.min { $0.distance < $1.distance }
        guard let near, near.distance <= max(1, near.name.utf8.count / 3) else { return nil }
        return near.name
    }

    /// That a name is unknown, and what may be meant.
    static func unknown(_ shown: String, _ nearest: String?) -> String {
        "\(shown): there is no such key" + (nearest.map { "; did you mean \($0)?" } ?? "")
    }

    /// Letters and digits alone: `bearerTokenFile` and `bearer_token_file` are near `bearer-token-file`.
    private static func simplified(_ name: String) -> [UInt8] { name.lowercased().utf8.filter { $0 != 0x2d && $0 != 0x5f } }

    /// How many bytes have to be put in, left out or exchanged (Levenshtein).
    private static func distance(_ a: [UInt8], _ b: [UInt8]) -> Int {
        guard abs(a.count - b.count) <= max(a.count, b.count) / 2 else { return .max }
        var row = Array(0...b.count)
        for (i, byte) in a.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, other) in b.enumerated() {
                let exchanged = diagonal + (byte == other ? 0 : 1)
                diagonal = row[j + 1]
                row[j + 1] = min(exchanged, row[j] + 1, diagonal + 1)
            }
        }
        return row[b.count]
    }
}

/// The text of a configuration file, and where in it tables and keys stand.
///
/// TOMLKit tells the place of a syntax error only. Lines are found by their beginnings, which is enough for a place in a
/// sentence: a key in the middle of an inline table is placed where that table begins.
struct ConfigurationText {
    /// The lines from a header such as `[servers.prod]` up to the next one.
    struct Section {
        /// The table it opens; empty for what stands before the first header.
        let path: [String]
        /// Indices of lines; the header's is the first.
        let lines: Range<Int>
    }

    private(set) var lines: [Substring]
    let sections: [Section]
    /// The first line of each table and key, from 1.
    private let places: [[String]: Int]

    init(_ text: String) {
        lines = Self.lines(of: text)
        var headers: [(path: [String], line: Int)] = [([], 0)]
        var places: [[String]: Int] = [:]
        var quotes: String?
        for (index, line) in lines.enumerated() {
            if TOMLLine(line, quotes: &quotes).beginsInText { continue }
            let found: [String]
            if let path = TOMLKeyPath.header(line) {
                found = path
                headers.append((path, index))
            } else if let key = TOMLKeyPath.key(line) {
                found = headers[headers.count - 1].path + key
            } else {
                continue
            }
            // A table is there from its first key on, even if it has no header of its own.
            for length in 1...max(1, found.count) where places[Array(found.prefix(length))] == nil {
                places[Array(found.prefix(length))] = index + 1
            }
        }
        let ends = headers.dropFirst().map(\.line) + [lines.count]
        sections = zip(headers, ends).map { Section(path: $0.path, lines: $0.line..<$1) }
        self.places = places
    }

    /// The text as it stands, without the sections that were taken out.
    var text: String { lines.joined(separator: "\n") }

    /// Leaves a section's lines empty.
    mutating func blank(_ section: Section) {
        for index in section.lines { lines[index] = "" }
    }

    /// The line of a key or table, from 1, or of what it stands in.
    func line(of path: [String]) -> Int? {
        var path = path
        while !path.isEmpty {
            if let line = places[path] { return line }
            path.removeLast()
        }
        return nil
    }

    static func lines(of text: String) -> [Substring] {
        // By scalars: a carriage return and its line feed are one character to Swift.
        text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map { Substring($0) }
    }
}

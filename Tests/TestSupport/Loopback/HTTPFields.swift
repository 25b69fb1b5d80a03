/// The header fields of a message in their order; names are compared without regard to case.
public struct HTTPFields: Sendable, Equatable, ExpressibleByDictionaryLiteral {
    /// One line of a header.
    public struct Field: Sendable, Equatable {
        /// As it was written.
        public let name: String
        /// Without the spaces around it.
        public let value: String
    }

    /// All of them, repeated ones too.
    public private(set) var all: [Field] = []

    /// Fields in the order of a literal.
    public init(dictionaryLiteral elements: (String, String)...) {
        all = elements.map { Field(name: $0.0, value: $0.1) }
    }

    /// Reads `name: value` lines; a line without a colon is passed over.
    init(lines: some Sequence<Substring>) {
        for line in lines {
            guard let colon = line.firstIndex(of: ":") else { continue }
            let value = line[line.index(after: colon)...]
            all.append(Field(name: String(line[..<colon]), value: value.trimmingSpaces))
        }
    }

    /// The first value of a name; setting replaces all of its values, or removes them.
    public subscript(name: String) -> String? {
        get { all.first { $0.name.lowercased() == name.lowercased() }?.value }
        set {
            all.removeAll { $0.name.lowercased() == name.lowercased() }
            if let newValue { all.append(Field(name: name, value: newValue)) }
        }
    }

    /// Without the fields that are about one connection or one framing and not about the message.
    var endToEnd: HTTPFields {
        var fields = self
        for name in ["Connection", "Keep-Alive", "Transfer-Encoding", "Content-Length", "Upgrade", "TE", "Trailer"] { fields[name] = nil }
        return fields
    }
}

extension Substring {
    fileprivate var trimmingSpaces: String {
        let start = drop { $0 == " " || $0 == "\t" }
        return String(String(start.reversed().drop { $0 == " " || $0 == "\t" || $0 == "\r" }).reversed())
    }
}

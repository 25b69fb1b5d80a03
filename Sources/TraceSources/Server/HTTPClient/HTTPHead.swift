/// What stands before the body of a reply.
struct HTTPHead: Equatable, Sendable {
    /// The status: 200, 404.
    let status: Int
    /// The words behind the status; empty in HTTP/2.
    let reason: String
    private var fields: [(name: String, value: String)] = []

    /// Reads a status line; nil when it is none.
    init?(statusLine: String) {
        let parts = statusLine.split(separator: " ", maxSplits: 2)
        guard parts.count >= 2, parts[0].hasPrefix("HTTP/"), let status = Int(parts[1]) else { return nil }
        self.status = status
        reason = parts.count > 2 ? String(parts[2]) : ""
    }

    /// Adds a header line; what is none is left out.
    mutating func add(_ line: String) {
        guard let colon = line.firstIndex(of: ":") else { return }
        let value = line[line.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
        fields.append((line[..<colon].lowercased(), String(value)))
    }

    /// The value of a header, named in small letters; the first of several.
    func value(of name: String) -> String? { fields.first { $0.name == name }?.value }

    /// Whether the reply only says where to ask instead.
    var isRedirect: Bool { [301, 302, 303, 307, 308].contains(status) }

    static func == (a: HTTPHead, b: HTTPHead) -> Bool {
        a.status == b.status && a.reason == b.reason && a.fields.elementsEqual(b.fields, by: ==)
    }
}

import Foundation

/// What a request asks for, in a form in which spelling makes no difference: order of query items, percent-encoding, plus signs.
///
/// A slash within a segment of the path (`%2F`) is not a slash between two.
public struct RequestTarget: Sendable, Hashable, CustomStringConvertible {
    /// One `name=value` of a query, decoded; the value is empty when there is none.
    public struct QueryItem: Sendable, Hashable, Comparable, CustomStringConvertible {
        /// Decoded.
        public let name: String
        /// Decoded.
        public let value: String

        /// `name=value`, decoded.
        public var description: String { "\(name)=\(value)" }

        /// By name, then value.
        public static func < (one: Self, other: Self) -> Bool { (one.name, one.value) < (other.name, other.value) }
    }

    /// The path's segments, each decoded once; a slash at the end leaves an empty one.
    public let segments: [String]
    /// The query's items in the order in which they came.
    public let query: [QueryItem]

    /// Takes a target apart: `/api/traces?service=a+b`, or one with scheme and host as proxies are sent.
    public init(_ text: String) {
        var rest = text[...]
        if let scheme = rest.range(of: "://") {
            let afterHost = rest[scheme.upperBound...]
            rest = afterHost[(afterHost.firstIndex(of: "/") ?? afterHost.endIndex)...]
        }
        let parts = rest.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let path = parts.first ?? ""
        segments = (path.hasPrefix("/") ? path.dropFirst() : path)
            .split(separator: "/", omittingEmptySubsequences: false).map(Self.decoded)
        query = (parts.count > 1 ? parts[1] : "").split(separator: "&").map { item in
            let sides = item.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                .map { Self.decoded($0.replacingOccurrences(of: "+", with: " ")[...]) }
            return QueryItem(name: sides[0], value: sides.count > 1 ? sides[1] : "")
        }
    }

    /// The values of a name, in their order.
    public func values(of name: String) -> [String] {
        query.filter { $0.name == name }.map(\.value)
    }

    /// The same target below a base path taken off; nothing when it is elsewhere.
    public func below(_ base: String) -> RequestTarget? {
        let base = RequestTarget(base).segments.filter { !$0.isEmpty }
        guard segments.starts(with: base), segments.count > base.count else { return nil }
        return RequestTarget(segments: Array(segments.dropFirst(base.count)), query: query)
    }

    /// Whether both ask for the same.
    public static func == (one: Self, other: Self) -> Bool {
        one.segments == other.segments && one.query.sorted() == other.query.sorted()
    }

    /// As `==` has it.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(segments)
        hasher.combine(query.sorted())
    }

    /// Path and query, decoded: for people.
    public var description: String {
        "/" + segments.joined(separator: "/") + (query.isEmpty ? "" : "?" + query.map(\.description).joined(separator: "&"))
    }

    private init(segments: [String], query: [QueryItem]) {
        self.segments = segments
        self.query = query
    }

    /// A `%` that begins no two hex digits stays; bytes that are no UTF-8 become U+FFFD.
    private static func decoded(_ text: Substring) -> String {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            let digits = String(decoding: rest.prefix(2), as: UTF8.self)
            if byte == UInt8(ascii: "%"), digits.utf8.count == 2, digits.allSatisfy(\.isHexDigit), let value = UInt8(digits, radix: 16) {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

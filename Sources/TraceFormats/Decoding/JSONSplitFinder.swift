import TraceModel

/// A place where a decoder may start in the middle of a text.
struct JSONSplit: Equatable {
    enum Kind {
        /// A trace object of Jaeger.
        case trace
        /// A span object of Jaeger.
        case span
        /// An element like those before it.
        case element
        /// A top-level value on a line of its own.
        case line
    }

    /// Offset of the opening brace.
    let offset: Int
    let kind: Kind
}

/// The first key of a list's elements, with its quotes: by it the beginnings of the others are found.
struct ElementMarker: Equatable {
    let key: [UInt8]

    init(_ key: StaticString) { self.key = Array(UnsafeRawBufferPointer(start: key.utf8Start, count: key.utf8CodeUnitCount)) }

    /// The first key of the object at a place; nil when no object with a key stands there.
    init?(at place: UnsafeRawPointer, in scanner: JSONScanner) {
        var probe = scanner
        probe.at = place
        guard probe.peek() == 0x7b else { return nil }
        probe.at += 1
        guard probe.peek() == 0x22 else { return nil }
        let start = probe.at
        guard let key = try? probe.string(), !key.hasEscapes, key.count < 64 else { return nil }
        self.key = Array(UnsafeRawBufferPointer(start: start, count: key.count + 2))
    }
}

/// Finds the beginnings of elements without reading what comes before.
///
/// A key with both its quotes cannot occur inside a JSON string, where the quotes would be escaped; nor can a line break.
/// So an opening brace followed by `"traceID"` and by `"spanID"` or `"spans"` begins a span or trace of Jaeger, or a
/// reference, which has no key of a span behind it. One that begins a list's element follows a comma or bracket, one that
/// begins a line of JSON Lines does not.
struct JSONSplitFinder {
    /// What is looked for, beside the spans and traces of Jaeger.
    var marker: ElementMarker?
    var findsJaeger = true
    var findsLines = true

    /// The first place at or after `place` whose key stands before `limit`; nil when there is none.
    ///
    /// - Complexity: O(distance)
    func next(in scanner: JSONScanner, after place: UnsafeRawPointer, before limit: UnsafeRawPointer) -> JSONSplit? {
        var at = place
        while at < limit {
            switch at.load(as: UInt8.self) {
            case 0x22:
                if findsJaeger, Self.jaegerKey.matches(at), let split = Self.jaegerSplit(atKey: at, scanner, notBefore: place) {
                    return split
                }
                if let marker, let split = Self.element(marker, at, scanner, notBefore: place) { return split }
            case 0x0a where findsLines:
                if let split = Self.line(after: at, scanner) { return split }
            default: break
            }
            at += 1
        }
        return nil
    }

    private static let jaegerKey = FixedKey("\"traceID\"")

    private static func line(after lineBreak: UnsafeRawPointer, _ scanner: JSONScanner) -> JSONSplit? {
        guard lineBreak + 2 < scanner.end, lineBreak.load(fromByteOffset: 1, as: UInt8.self) == 0x7b else { return nil }
        var before = lineBreak
        while before > scanner.start, before.load(as: UInt8.self) <= 0x20 { before -= 1 }
        let last = before.load(as: UInt8.self)
        if last == 0x2c || last == 0x5b || last == 0x3a { return nil }
        return JSONSplit(offset: lineBreak + 1 - scanner.start, kind: .line)
    }

    private static func element(
        _ marker: ElementMarker, _ quote: UnsafeRawPointer, _ scanner: JSONScanner, notBefore place: UnsafeRawPointer
    ) -> JSONSplit? {
        let isMarked = marker.key.withUnsafeBytes { key in
            quote + key.count < scanner.end && key.baseAddress.map { ByteHash.equal($0, quote, key.count) } ?? false
        }
        guard isMarked, let brace = brace(before: quote, notBefore: place) else { return nil }
        var before = brace - 1
        while before > scanner.start, before.load(as: UInt8.self) <= 0x20 { before -= 1 }
        guard before >= scanner.start, before.load(as: UInt8.self) == 0x2c || before.load(as: UInt8.self) == 0x5b else { return nil }
        return JSONSplit(offset: brace - scanner.start, kind: .element)
    }

    /// The opening brace before a key.
    private static func brace(before key: UnsafeRawPointer, notBefore place: UnsafeRawPointer) -> UnsafeRawPointer? {
        var brace = key - 1
        while brace > place, brace.load(as: UInt8.self) <= 0x20 { brace -= 1 }
        return brace >= place && brace.load(as: UInt8.self) == 0x7b ? brace : nil
    }

    private static func jaegerSplit(
        atKey key: UnsafeRawPointer, _ scanner: JSONScanner, notBefore place: UnsafeRawPointer
    ) -> JSONSplit? {
        guard let brace = brace(before: key, notBefore: place) else { return nil }
        var probe = scanner
        probe.at = brace + 1
        var isFirst = true
        do throws(JSONError) {
            guard try probe.key(&isFirst) != nil else { return nil }
            try probe.skip()
            guard let second = try probe.key(&isFirst) else { return nil }
            if second.equals("spans") {
                return probe.peek() == 0x5b ? JSONSplit(offset: brace - scanner.start, kind: .trace) : nil
            }
            guard second.equals("spanID") else { return nil }
            try probe.skip()
            guard let third = try probe.key(&isFirst), isSpanKey(third) else { return nil }
            return JSONSplit(offset: brace - scanner.start, kind: .span)
        } catch {
            return nil
        }
    }

    private static func isSpanKey(_ key: RawString) -> Bool {
        key.equals("operationName") || key.equals("flags") || key.equals("references") || key.equals("parentSpanID")
            || key.equals("startTime") || key.equals("duration") || key.equals("tags") || key.equals("processID")
    }
}

/// Nine bytes to be found, compared as one word and a byte.
private struct FixedKey {
    private let word: UInt64
    private let last: UInt8

    init(_ text: StaticString) {
        precondition(text.utf8CodeUnitCount == 9, "a fixed key has nine bytes")
        word = UnsafeRawPointer(text.utf8Start).loadUnaligned(as: UInt64.self)
        last = text.utf8Start[8]
    }

    @inline(__always)
    func matches(_ at: UnsafeRawPointer) -> Bool {
        at.loadUnaligned(as: UInt64.self) == word && at.load(fromByteOffset: 8, as: UInt8.self) == last
    }
}

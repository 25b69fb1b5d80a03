import TraceModel

/// A place where a decoder may start in the middle of a file.
public struct JaegerSplit: Equatable, Sendable {
    /// Offset of the object's opening brace.
    public let offset: Int
    /// A trace object begins there; else a span object.
    public let isTrace: Bool
}

/// Finds the beginnings of trace and span objects without reading what comes before.
///
/// The bytes `"traceID"` with both quotes cannot occur inside a JSON string, where the quotes would be escaped. So an
/// opening brace followed by that key and by `"spanID"` or `"spans"` begins a span or trace, or a reference; a reference
/// has no key of a span behind it.
public enum JaegerSplitFinder {
    /// The first place at or after an offset, whose key stands before `limit`; nil when there is none.
    ///
    /// - Complexity: O(distance)
    public static func next(in bytes: UnsafeRawBufferPointer, from offset: Int, before limit: Int) -> JaegerSplit? {
        let scanner = JSONScanner(bytes)
        return next(in: scanner, after: scanner.start + offset, before: scanner.start + limit)
    }

    static func next(in scanner: JSONScanner, after place: UnsafeRawPointer, before limit: UnsafeRawPointer) -> JaegerSplit? {
        let key: StaticString = "\"traceID\""
        let first = key.utf8Start.withMemoryRebound(to: UInt8.self, capacity: 9) { UnsafeRawPointer($0).loadUnaligned(as: UInt64.self) }
        var at = place
        while at < limit {
            // Look for the quote that opens the key, then compare.
            guard at.load(as: UInt8.self) == 0x22, at.loadUnaligned(as: UInt64.self) == first,
                at.load(fromByteOffset: 8, as: UInt8.self) == 0x22
            else {
                at += 1
                continue
            }
            if let split = split(atKey: at, scanner, notBefore: place) { return split }
            at += 9
        }
        return nil
    }

    private static func split(atKey key: UnsafeRawPointer, _ scanner: JSONScanner, notBefore place: UnsafeRawPointer) -> JaegerSplit? {
        var brace = key - 1
        while brace > place, brace.load(as: UInt8.self) <= 0x20 { brace -= 1 }
        guard brace >= place, brace.load(as: UInt8.self) == 0x7b else { return nil }
        var probe = scanner
        probe.at = brace + 1
        var isFirst = true
        do throws(JSONError) {
            guard try probe.key(&isFirst) != nil else { return nil }
            try probe.skip()
            guard let second = try probe.key(&isFirst) else { return nil }
            if second.equals("spans") {
                return probe.peek() == 0x5b ? JaegerSplit(offset: brace - scanner.start, isTrace: true) : nil
            }
            guard second.equals("spanID") else { return nil }
            try probe.skip()
            guard let third = try probe.key(&isFirst), isSpanKey(third) else { return nil }
            return JaegerSplit(offset: brace - scanner.start, isTrace: false)
        } catch {
            return nil
        }
    }

    private static func isSpanKey(_ key: RawString) -> Bool {
        key.equals("operationName") || key.equals("flags") || key.equals("references") || key.equals("parentSpanID")
            || key.equals("startTime") || key.equals("duration") || key.equals("tags") || key.equals("processID")
    }
}

import TraceModel

/// Text of the form `name|{attributes}|dropped`, in which the collector packs what Zipkin has no place for.
struct ZipkinPackedText {
    /// What stands before the attributes.
    let name: UnsafeRawBufferPointer
    /// The object of attributes, with its braces.
    let attributes: UnsafeRawBufferPointer
    /// How many attributes were dropped.
    let dropped: Int64

    /// Takes a text apart; nil when it is not of this form.
    ///
    /// A name may hold the separator itself: the attributes begin at the first place from which one whole object reaches to the end.
    ///
    /// - Parameter text: followed by 64 readable bytes.
    init?(_ text: UnsafeRawBufferPointer) {
        guard let (end, dropped) = Self.tail(of: text) else { return nil }
        var place = 0
        // Each try costs up to the whole text; a hostile one could ask for many.
        for _ in 0..<16 {
            guard let bar = Self.bar(in: text, from: place, to: end) else { return nil }
            if Self.isObject(text, bar + 1, end) {
                name = UnsafeRawBufferPointer(rebasing: text[..<bar])
                attributes = UnsafeRawBufferPointer(rebasing: text[(bar + 1)..<end])
                self.dropped = dropped
                return
            }
            place = bar + 1
        }
        return nil
    }

    /// Whether a text ends as packed ones do, and might be taken for one.
    static func mayBePacked(_ text: UnsafeRawBufferPointer) -> Bool { tail(of: text) != nil }

    /// The number after the last bar, and where the object before it ends.
    private static func tail(of text: UnsafeRawBufferPointer) -> (end: Int, dropped: Int64)? {
        var index = text.count - 1, dropped: Int64 = 0, scale: Int64 = 1
        while index >= 0, text[index] &- 0x30 < 10 {
            if scale > 1_000_000_000 { return nil }
            dropped += Int64(text[index] - 0x30) * scale
            scale *= 10
            index -= 1
        }
        guard scale > 1, index > 1, text[index] == 0x7c, text[index - 1] == 0x7d else { return nil }
        return (index, dropped)
    }

    /// The first place of the bytes `|{`.
    private static func bar(in text: UnsafeRawBufferPointer, from start: Int, to end: Int) -> Int? {
        var place = start
        while place + 1 < end {
            if text[place] == 0x7c, text[place + 1] == 0x7b { return place }
            place += 1
        }
        return nil
    }

    /// Whether exactly one object stands between two places.
    private static func isObject(_ text: UnsafeRawBufferPointer, _ start: Int, _ end: Int) -> Bool {
        var scanner = JSONScanner(UnsafeRawBufferPointer(rebasing: text[start..<end]))
        do throws(JSONError) {
            try scanner.expect(0x7b, .object)
            var isFirst = true
            while try scanner.key(&isFirst) != nil { try scanner.skip() }
            return scanner.offset == end - start
        } catch {
            return false
        }
    }
}

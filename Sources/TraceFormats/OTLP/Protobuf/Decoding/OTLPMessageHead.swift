/// A ResourceSpans or ScopeSpans without its contents: the fields resource or scope, and schema URL, one after the other.
///
/// It is a message itself, and the same bytes mean the same resource or scope wherever they stand.
struct OTLPMessageHead {
    /// Tags of the fields that are kept; both messages number them alike.
    private static let subject = ResourceSpansField.resource.rawValue
    static let schemaURL = ResourceSpansField.schemaURL.rawValue

    private(set) var bytes: [UInt8] = []

    /// Takes the fields that stand in a message or its beginning; what is damaged or cut off ends it.
    mutating func gather(_ message: WireReader) {
        var message = message
        bytes.removeAll(keepingCapacity: true)
        while !message.isAtEnd {
            let first = message.at
            do throws(WireError) {
                let tag = try message.tag()
                try message.skip(tag)
                if tag == Self.subject || tag == Self.schemaURL {
                    bytes.append(contentsOf: UnsafeRawBufferPointer(start: first, count: message.at - first))
                }
            } catch { return }
        }
    }

    /// The fields, followed by zeros that may be read.
    var padded: [UInt8] { bytes + repeatElement(0, count: JSONScanner.padding) }
}

/// Tells OTLP protobuf from other bytes, which have no mark that says so: by reading ahead what must be there.
///
/// Every field met on the way to the first span must be one that its message has, of the right wire type, and no longer than
/// what it stands in; and there must be a span or an attribute that looks like one. Metrics and logs, whose outer messages are
/// the same, are told apart by the fields of what stands in a span's place.
enum OTLPProtobufShape {
    /// How messages follow each other.
    enum Framing: Sendable {
        /// One message is all there is.
        case bare
        /// Each message has its length before it, in four bytes, big end first.
        case framed
    }

    /// What a message turned out to be.
    private enum Finding { case sound, plausible, foreign }

    /// Bytes after which the answer is certain enough; less is enough when there are no more.
    static let enough = 1 << 12

    /// How the messages follow each other; nil when this is no OTLP protobuf.
    ///
    /// - Parameters:
    ///   - head: the first bytes, followed by 64 readable ones.
    ///   - size: how many bytes there are in all, if that is known.
    static func framing(head: UnsafeRawBufferPointer, size: Int?) -> Framing? {
        guard let start = head.baseAddress, head.count > 0 else { return nil }
        let size = max(size ?? .max, head.count)
        if isTraces(WireReader(start, start + head.count), size: size) { return .bare }
        var at = 0
        // Frames may be empty; the first that is not must be sound.
        while head.count - at > 4, at < enough {
            let length = Int(UInt32(bigEndian: (start + at).loadUnaligned(as: UInt32.self)))
            at += 4
            if length == 0 { continue }
            // The last frame may be cut off; then it is all there is.
            if length > size - at, at > 4 { return nil }
            let end = min(head.count, at + length)
            return isTraces(WireReader(start + at, start + end), size: length) ? .framed : nil
        }
        return nil
    }

    /// Whether a message is sound; or plausible as far as it is at hand, which is far: its resource is a long one.
    private static func isTraces(_ message: WireReader, size: Int) -> Bool {
        let finding = traces(message, size: size)
        return finding == .sound || finding == .plausible && message.rest.count >= enough && size > message.rest.count
    }

    /// Looks at the fields of a message of which a beginning is at hand.
    ///
    /// - Parameters:
    ///   - size: the length of the whole message.
    ///   - field: judges a field by its tag and content, of which a beginning is at hand too.
    private static func look(
        _ message: WireReader, size: Int, field: (UInt32, WireReader, Int) throws(WireError) -> Finding?
    ) -> Finding {
        var fields = message
        let isWhole = size <= message.rest.count
        do throws(WireError) {
            while !fields.isAtEnd {
                let tag = try fields.tag()
                guard tag & 7 == 2 else {
                    guard try field(tag, fields, 0) != .foreign else { return .foreign }
                    try fields.skip(tag)
                    continue
                }
                let length = try fields.varint()
                let left = size - (fields.at - message.at)
                guard length <= UInt64(left) else { return .foreign }
                let end = fields.at + min(Int(length), fields.rest.count)
                if let finding = try field(tag, WireReader(fields.at, end), Int(length)) { return finding }
                fields.at = end
            }
            return .plausible
        } catch {
            return error.code == .beyondEnd && !isWhole ? .plausible : .foreign
        }
    }

    private static func traces(_ message: WireReader, size: Int) -> Finding {
        look(message, size: size) { tag, content, length in
            guard TracesField(rawValue: tag) == .resourceSpans else { return .foreign }
            return decisive(resourceSpans(content, size: length))
        }
    }

    private static func resourceSpans(_ message: WireReader, size: Int) -> Finding {
        look(message, size: size) { tag, content, length in
            switch ResourceSpansField(rawValue: tag) {
            case .resource: decisive(resource(content, size: length))
            case .scopeSpans, .librarySpans: decisive(scopeSpans(content, size: length))
            case .schemaURL: nil
            case nil: .foreign
            }
        }
    }

    /// A resource may be foreign, but one that is sound proves nothing yet: metrics and logs have the same.
    private static func resource(_ message: WireReader, size: Int) -> Finding {
        look(message, size: size) { tag, content, length in
            switch tag {
            case ResourceField.attribute.rawValue: decisive(pair(content, size: length))
            case ResourceField.droppedAttributesCount.rawValue, 0x1a: nil
            default: .foreign
            }
        }
    }

    private static func scopeSpans(_ message: WireReader, size: Int) -> Finding {
        look(message, size: size) { tag, content, length in
            switch ScopeSpansField(rawValue: tag) {
            case .scope, .schemaURL: nil
            case .span: decisive(span(content, size: length))
            case nil: .foreign
            }
        }
    }

    private static func pair(_ message: WireReader, size: Int) -> Finding {
        look(message, size: size) { tag, _, _ in PairField(rawValue: tag) == nil ? .foreign : nil }
    }

    /// A span has a time, or ids of the right lengths, and no field of another type than a span's.
    private static func span(_ message: WireReader, size: Int) -> Finding {
        var hasTime = false, hasTraceID = false, hasSpanID = false
        let finding = look(message, size: size) { tag, _, length in
            switch SpanField(rawValue: tag) {
            case .start, .end: hasTime = true
            case .traceID: hasTraceID = length == 16
            case .spanID: hasSpanID = length == 8
            case nil where tag >> 3 <= 15: return .foreign
            default: break
            }
            return nil
        }
        if finding == .foreign { return .foreign }
        return hasTime || hasTraceID && hasSpanID ? .sound : size <= message.rest.count ? .foreign : .plausible
    }

    /// What ends the search: proof, or its opposite.
    private static func decisive(_ finding: Finding) -> Finding? { finding == .plausible ? nil : finding }
}

extension OTLPProtobufDecoder {
    /// Whether an input is OTLP protobuf, bare or framed.
    ///
    /// - Parameters:
    ///   - head: its first bytes, some thousands if there are as many, followed by 64 readable ones.
    ///   - size: how many bytes there are in all; nil when that is not known.
    /// - Complexity: O(head)
    public static func recognises(head: UnsafeRawBufferPointer, size: Int?) -> Bool {
        OTLPProtobufShape.framing(head: head, size: size) != nil
    }
}

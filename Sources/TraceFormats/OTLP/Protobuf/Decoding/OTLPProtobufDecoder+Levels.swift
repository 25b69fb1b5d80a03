import TraceModel

extension OTLPProtobufDecoder {
    /// Reads one field of the innermost level, or all its spans; an outcome when that ends the reading.
    mutating func step() throws(WireError) -> DecodeOutcome? {
        let level = levels[levels.count - 1]
        if resumeOffset < skipEnd { reader.at = place(of: skipEnd) }
        let offset = resumeOffset
        if offset >= level.bounds.upperBound {
            levels.removeLast()
            return nil
        }
        if reader.isAtEnd { return atEnd(offset) }
        if !isBegun { return begin() }
        switch level.context {
        case .document:
            if let stop, offset >= stop { return .stopped }
            try frame(offset)
        case .request:
            if let stop, offset >= stop { return .stopped }
            try field(in: level)
        case .resource: try field(in: level)
        default: return try spans(in: level)
        }
        return nil
    }

    /// The bytes are used up: more may come, or the input ends, well or within something.
    private mutating func atEnd(_ offset: Int) -> DecodeOutcome {
        if !isFinal { return .needsMore }
        if skipEnd > offset || levels.contains(where: { $0.bounds.upperBound != .max }) {
            diagnose(.truncated, at: reader.at)
            levels.removeAll { $0.bounds.upperBound != .max }
        }
        return .finished
    }

    /// Finds out the framing, for which some bytes must be there.
    private mutating func begin() -> DecodeOutcome? {
        if !isFinal, reader.rest.count < OTLPProtobufShape.enough { return .needsMore }
        let framing = OTLPProtobufShape.framing(head: reader.rest, size: isFinal ? reader.rest.count : nil)
        // What is cut off before its first span is told by its first byte.
        let isBare = framing.map { $0 == .bare } ?? (reader.rest.first == UInt8(TracesField.resourceSpans.rawValue))
        if isBare { levels = [DecoderLevel(.request)] }
        isBegun = true
        return nil
    }

    /// Reads a frame's length.
    private mutating func frame(_ offset: Int) throws(WireError) {
        guard reader.end - reader.at >= 4 else { throw WireError(.beyondEnd, at: reader.at) }
        let length = Int(UInt32(bigEndian: reader.at.loadUnaligned(as: UInt32.self)))
        reader.at += 4
        levels.append(DecoderLevel(.request, bounds: offset + 4..<offset + 4 + length))
    }

    /// Reads a field of TracesData or ResourceSpans: enters the messages that lead to spans, steps over the rest.
    private mutating func field(in level: DecoderLevel) throws(WireError) {
        var fields = WireReader(reader.at, place(of: level.bounds.upperBound))
        let tag = try fields.tag()
        guard tag & 7 == WireReader.WireType.bytes.rawValue else {
            try fields.skip(tag)
            reader.at = fields.at
            return
        }
        let bounds = try length(&fields, in: level)
        switch (level.context, tag) {
        case (.request, TracesField.resourceSpans.rawValue): try enter(.resource, bounds)
        case (.resource, ResourceSpansField.scopeSpans.rawValue), (.resource, ResourceSpansField.librarySpans.rawValue):
            try enter(.scopeSpans, bounds)
        case (.resource, _): skip(bounds, in: level, isHeader: ResourceSpansField(rawValue: tag) != nil)
        default: skip(bounds, in: level, isHeader: false)
        }
    }

    /// Reads the length of a field that need not be at hand to its end; gives the offsets of its content.
    @inline(__always)
    func length(_ fields: inout WireReader, in level: DecoderLevel) throws(WireError) -> Range<Int> {
        let place = fields.at
        let length = try fields.varint()
        let first = offset(of: fields.at)
        guard length <= UInt64(level.bounds.upperBound - first) else { throw WireError(.badLength, at: place) }
        return first..<first + Int(length)
    }

    /// Goes into a message, whose header is read first; throws when not enough of it is at hand for that.
    private mutating func enter(_ context: DecoderLevel.Context, _ bounds: Range<Int>) throws(WireError) {
        let level = DecoderLevel(context, bounds: bounds)
        try readHeader(of: level)
        reader.at = place(of: bounds.lowerBound)
        levels.append(level)
    }

    /// Steps over a field that nobody wants, or that was read ahead unless it stands too late.
    mutating func skip(_ bounds: Range<Int>, in level: DecoderLevel, isHeader: Bool) {
        if isHeader, bounds.lowerBound - level.bounds.lowerBound > DecoderLimits.lookAhead { diagnose(.lateResource, at: reader.at) }
        reader.at = place(of: bounds.lowerBound)
        skipEnd = bounds.upperBound
    }
}

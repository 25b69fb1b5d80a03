import TraceModel

/// UTF-16 text, given as UTF-8; what is no text becomes U+FFFD and is counted.
final class UTF16Stream: ByteStream {
    /// In which order the two bytes of a unit stand.
    enum ByteOrder {
        /// The low byte first, as Windows writes it.
        case little
        /// The high byte first.
        case big
    }

    private static let unitsAtOnce = 1 << 15
    private let source: any ByteStream
    private let name: String
    private let order: ByteOrder
    private let findings: StreamFindings
    private let input = UnsafeMutableRawBufferPointer.allocate(byteCount: unitsAtOnce * 2, alignment: 8)
    /// A unit becomes three bytes at most.
    private let output = UnsafeMutableRawBufferPointer.allocate(byteCount: unitsAtOnce * 3, alignment: 8)
    /// How much of `input` was read and not converted yet, from its beginning.
    private var available = 0
    /// What of `output` was not given yet.
    private var pending: Range<Int> = 0..<0
    /// Where `input` begins in the UTF-16 text.
    private var base = 0
    private var isAtEnd = false

    /// Converts what a stream gives; a byte order mark at its beginning is left out.
    init(_ source: any ByteStream, _ order: ByteOrder, name: String, findings: StreamFindings) {
        self.source = source
        self.name = name
        self.order = order
        self.findings = findings
    }

    deinit {
        input.deallocate()
        output.deallocate()
    }

    /// The byte order of text that begins like this; nil when it is no UTF-16.
    ///
    /// Without a mark it is told by the bracket that begins every JSON text.
    static func recognise(_ bytes: UnsafeRawBufferPointer) -> ByteOrder? {
        guard bytes.count >= 2 else { return nil }
        switch (bytes[0], bytes[1]) {
        case (0xff, 0xfe), (0x7b, 0), (0x5b, 0): return .little
        case (0xfe, 0xff), (0, 0x7b), (0, 0x5b): return .big
        default: return nil
        }
    }

    var bytesRead: Int { source.bytesRead }

    func read(into buffer: UnsafeMutableRawBufferPointer, waiting: Bool) throws(InputError) -> Int? {
        while pending.isEmpty {
            if isAtEnd { return 0 }
            let room = UnsafeMutableRawBufferPointer(rebasing: input[available...])
            guard let count = try source.read(into: room, waiting: waiting) else { return nil }
            available += count
            isAtEnd = count == 0
            convert()
        }
        let part = UnsafeRawBufferPointer(rebasing: output[pending].prefix(buffer.count))
        buffer.copyMemory(from: part)
        pending = pending.lowerBound + part.count..<pending.upperBound
        return part.count
    }

    /// Converts what is there, but for a character that is not all there yet.
    private func convert() {
        var position = 0, produced = 0
        if base == 0, available >= 2, unit(at: 0) == 0xfeff { position = 2 }
        while position + 1 < available {
            let first = unit(at: position)
            if first < 0x80 {
                output[produced] = UInt8(truncatingIfNeeded: first)
                produced += 1
                position += 2
                continue
            }
            if first & 0xfc00 == 0xd800, position + 3 >= available, !isAtEnd { break }
            let (scalar, length) = character(first, at: position)
            for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter {
                output[produced] = byte
                produced += 1
            }
            position += length
        }
        if isAtEnd, available - position == 1 {
            report(.truncated, at: position, found: "half of a UTF-16 unit")
            position += 1
        }
        pending = 0..<produced
        base += position
        let left = available - position
        input.copyMemory(from: UnsafeRawBufferPointer(rebasing: input[position..<available]))
        available = left
    }

    private func unit(at position: Int) -> UInt16 {
        let unit = input.loadUnaligned(fromByteOffset: position, as: UInt16.self)
        return order == .little ? UInt16(littleEndian: unit) : UInt16(bigEndian: unit)
    }

    /// The character whose first unit is given, and how many bytes it takes.
    private func character(_ first: UInt16, at position: Int) -> (Unicode.Scalar, length: Int) {
        if first & 0xfc00 == 0xd800, position + 3 < available {
            let second = unit(at: position + 2)
            let value = 0x10000 + (UInt32(first & 0x3ff) << 10 | UInt32(second & 0x3ff))
            if second & 0xfc00 == 0xdc00, let scalar = Unicode.Scalar(value) { return (scalar, 4) }
        }
        if let scalar = Unicode.Scalar(first) { return (scalar, 2) }
        report(.invalidUTF8, at: position)
        return ("\u{fffd}", 2)
    }

    private func report(_ code: DiagnosticCode, at position: Int, found: String = "") {
        findings.add(Diagnostic(code, at: Place(source: name, byteOffset: base + position), found: found))
    }
}

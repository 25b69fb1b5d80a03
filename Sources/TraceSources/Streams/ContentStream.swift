import TraceFormats
import TraceModel

/// One input, opened: what it was packed in, and its plain bytes from the first on.
///
///     let content = try ContentStream.open(path, cancellation: cancellation)
///     switch on content.head …
///     while case let count = try content.stream.read(into: buffer), count > 0 { … }
///
/// The layers of a packed input run on a thread of their own, ahead of the reader. Letting go of the stream ends it.
struct ContentStream {
    /// The open file.
    let file: InputFile
    /// What the file was packed with; the outermost when it was packed over, and that of its messages when each was packed by itself.
    let compression: Compression?
    /// The byte order of the text that the content was converted from; nil when it was no UTF-16.
    let utf16: UTF16Stream.ByteOrder?
    /// Whether the content is messages with their lengths before them (``FrameHeader``), none of them packed.
    let isFramed: Bool
    /// The first bytes of the plain content, at least 512 unless it is shorter; the stream gives them again.
    let head: [UInt8]
    /// The plain content.
    let stream: any ByteStream
    /// What was mended or left out on the way, with offsets in the layer's own input.
    let findings: StreamFindings
    /// Whether the content is just what the file holds, so that a file on disk may be mapped instead of read.
    let isAsStored: Bool
    /// The number of bytes of the plain content, when that is known.
    var size: Int? { isAsStored && file.isRegular ? file.size : nil }
    /// Whether the plain content is OTLP protobuf; else it is text, or nothing that can be read.
    var isOTLPProtobuf: Bool {
        let padded = head + [UInt8](repeating: 0, count: 64)
        return padded.withUnsafeBytes { bytes in
            OTLPProtobufDecoder.recognises(head: UnsafeRawBufferPointer(rebasing: bytes[..<head.count]), size: size)
        }
    }

    /// Opens a path, `-` for standard input, and finds out what it is packed in.
    ///
    /// - Parameter cancellation: ends reads that wait.
    /// - Throws: why there is nothing to read: no such file, empty, damaged from the first byte on, packed too often.
    static func open(_ path: String, cancellation: Cancellation = Cancellation()) throws(InputError) -> ContentStream {
        let file = try InputFile(path)
        let gone = Cancellation()
        return try open(file, FileStream(file, cancellations: [cancellation, gone]), gone)
    }

    private static func open(_ file: InputFile, _ stored: FileStream, _ gone: Cancellation) throws(InputError) -> ContentStream {
        let findings = StreamFindings()
        var packings: [Compression] = []
        var isStored = true, isFramed = false
        var (head, stream) = try takeHead(of: stored)
        while let compression = head.withUnsafeBytes(Compression.recognise) {
            if packings.count == LoadLimits.packings {
                throw InputError(Diagnostic(.packedTooDeep, at: Place(source: file.name), found: compression.rawValue))
            }
            packings.append(compression)
            isStored = false
            (head, stream) = try takeHead(of: InflatingStream(stream, compression, name: file.name))
        }
        let utf16 = head.withUnsafeBytes(UTF16Stream.recognise)
        if let utf16 {
            isStored = false
            (head, stream) = try takeHead(of: UTF16Stream(stream, utf16, name: file.name, findings: findings))
        } else if let framed = head.withUnsafeBytes({ FrameHeader.recognise($0) }) {
            isFramed = true
            if framed == .packed {
                isStored = false
                packings += head.dropFirst(FrameHeader.size).withUnsafeBytes(Compression.recognise).map { [$0] } ?? []
                let messages = FramedStream(stream, name: file.name, findings: findings)
                (head, stream) = try takeHead(of: messages)
                isFramed = messages.isJSON != true
            }
        }
        if head.isEmpty { throw InputError(findings.diagnostics.first ?? Diagnostic(.emptyFile, at: Place(source: file.name))) }
        return ContentStream(
            file: file, compression: packings.first, utf16: utf16, isFramed: isFramed, head: head,
            stream: isStored ? stream : ReadAheadStream(stream, gone: gone), findings: findings, isAsStored: isStored)
    }

    /// The first bytes of a stream, and the stream with them put back.
    ///
    /// - Throws: what the stream fails of before its first byte.
    private static func takeHead(of stream: any ByteStream) throws(InputError) -> (head: [UInt8], stream: any ByteStream) {
        let most = 4096
        var head: [UInt8] = []
        var isEnough: Bool { head.count >= 512 || beginsJSON(head) || head.withUnsafeBytes(Compression.recognise) != nil }
        var failure: InputError?
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: most, alignment: 8)
        defer { buffer.deallocate() }
        // A slow pipe is not waited for once there is enough to tell what it is.
        while head.count < most {
            let room = UnsafeMutableRawBufferPointer(rebasing: buffer[head.count...])
            do throws(InputError) {
                guard let count = try stream.read(into: room, waiting: !isEnough), count > 0 else { break }
                head += buffer[head.count..<head.count + count]
            } catch {
                failure = error
                break
            }
        }
        if head.isEmpty, let failure { throw failure }
        return (head, ReplayedStream(head: head, failure: failure, rest: stream))
    }

    /// Whether bytes can be nothing but the beginning of JSON in ASCII or UTF-8.
    private static func beginsJSON(_ head: [UInt8]) -> Bool {
        let text = head.starts(with: [0xef, 0xbb, 0xbf]) ? head.dropFirst(3) : head[...]
        let rest = text.drop { $0 == 0x20 || $0 == 0x0a || $0 == 0x0d || $0 == 0x09 }
        return rest.count >= 16 && (rest.first == 0x7b || rest.first == 0x5b) && rest.prefix(16).allSatisfy { $0 >= 0x09 }
    }
}

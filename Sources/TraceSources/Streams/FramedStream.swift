import TraceFormats
import TraceModel

/// The messages of a framed file, each packed by itself, unpacked: JSON as lines, anything else in the same framing.
final class FramedStream: ByteStream {
    /// Why there are no more messages.
    private enum Ending {
        case complete
        case failed(InputError)
    }

    private let source: any ByteStream
    private let name: String
    private let limits: FrameLimits
    private let findings: StreamFindings
    private var inflater: (any Inflater, of: Compression)?
    private let stored = ByteBuffer()
    /// The present message unpacked, behind room for its length.
    private let message = ByteBuffer()
    /// What of `message` was not given yet.
    private var pending: Range<Int> = 0..<0
    /// Where the present frame begins in the source.
    private var frameOffset = 0
    /// Its length, once that has been read.
    private var frameLength: Int?
    private var unpackedBytes = 0
    /// Whether the messages are JSON; told by the first one.
    private(set) var isJSON: Bool?
    private var ending: Ending?

    /// Unpacks the messages of a stream.
    init(_ source: any ByteStream, name: String, findings: StreamFindings, limits: FrameLimits = LoadLimits.frames) {
        self.source = source
        self.name = name
        self.findings = findings
        self.limits = limits
    }

    var bytesRead: Int { source.bytesRead }

    func read(into buffer: UnsafeMutableRawBufferPointer, waiting: Bool) throws(InputError) -> Int? {
        while pending.isEmpty {
            switch ending {
            case .complete: return 0
            case .failed(let error): throw error
            case nil: if !readMessage(waiting) { return nil }
            }
        }
        let part = UnsafeRawBufferPointer(rebasing: message.bytes[pending].prefix(buffer.count))
        buffer.copyMemory(from: part)
        pending = pending.lowerBound + part.count..<pending.upperBound
        return part.count
    }

    // MARK: Frames

    /// Reads one frame; makes its message, if it is sound, the pending one.
    ///
    /// - Returns: false when it is not all there without waiting.
    private func readMessage(_ waiting: Bool) -> Bool {
        guard let length = frameLength else { return readLength(waiting) }
        guard take(length, waiting) else { return false }
        let isWhole = stored.count == length
        if !isWhole { end(.truncated) }
        if unpack(isWhole: isWhole) { frame(isWhole: isWhole) }
        frameOffset += FrameHeader.size + stored.count
        frameLength = nil
        stored.removeAll()
        return true
    }

    private func readLength(_ waiting: Bool) -> Bool {
        guard take(FrameHeader.size, waiting) else { return false }
        if let length = FrameHeader.length(UnsafeRawBufferPointer(stored.bytes)) {
            if length > limits.stored { end(.frameTooLarge, found: "\(length) bytes") }
            frameLength = length
            stored.removeAll()
        } else if stored.count > 0 {
            end(.truncated)
        } else if ending == nil {
            ending = .complete
        }
        return true
    }

    /// Fills `stored` with so many bytes, or as many as there are.
    ///
    /// - Returns: false when more will come, but not without waiting.
    private func take(_ count: Int, _ waiting: Bool) -> Bool {
        while stored.count < count, ending == nil {
            let room = UnsafeMutableRawBufferPointer(rebasing: stored.room.prefix(count - stored.count))
            do throws(InputError) {
                guard let got = try source.read(into: room, waiting: waiting) else { return false }
                if got == 0 { return true }
                stored.grow(by: got)
            } catch {
                ending = .failed(error)
            }
        }
        return true
    }

    /// Makes the unpacked message the pending one.
    private func frame(isWhole: Bool) {
        let length = message.count - FrameHeader.size
        let isText = isJSON ?? (message.bytes.dropFirst(FrameHeader.size).first { $0 > 0x20 } == 0x7b)
        isJSON = isText
        if isText {
            if isWhole { message.append("\n") }
            pending = FrameHeader.size..<message.count
        } else if isWhole {
            message.bytes.storeBytes(of: UInt32(clamping: length).bigEndian, as: UInt32.self)
            pending = 0..<message.count
        }
    }

    // MARK: Messages

    /// Unpacks `stored` into `message`.
    ///
    /// - Returns: whether there is a message; one that is damaged is left out, the next ones are not.
    private func unpack(isWhole: Bool) -> Bool {
        message.removeAll()
        message.append("\0\0\0\0")
        guard let compression = Compression.recognise(UnsafeRawBufferPointer(stored.bytes)) else {
            message.append(UnsafeRawBufferPointer(stored.bytes))
            return stored.count > 0
        }
        let inflater = inflater(for: compression)
        do throws(InflateFailure) {
            try unpack(with: inflater)
        } catch {
            self.inflater = nil
            leaveOut(error == .corrupt ? .corruptCompression : .windowTooLarge, found: compression.rawValue)
            return false
        }
        unpackedBytes += message.count
        if !limits.inflation.allow(unpackedBytes, from: source.bytesRead) {
            end(.inflatedTooLarge)
            return false
        }
        if message.count > limits.unpacked {
            leaveOut(.inflatedTooLarge)
            return false
        }
        if isWhole, !inflater.isBetweenParts {
            leaveOut(.corruptCompression, found: compression.rawValue)
            return false
        }
        return message.count > FrameHeader.size
    }

    /// The inflater of the last message, unless that one left it in the middle.
    private func inflater(for compression: Compression) -> any Inflater {
        if let (last, kind) = inflater, kind == compression, last.isBetweenParts { return last }
        let fresh = compression.makeInflater()
        inflater = (fresh, compression)
        return fresh
    }

    /// Unpacks until the message ends or exceeds a limit.
    private func unpack(with inflater: any Inflater) throws(InflateFailure) {
        var rest = UnsafeRawBufferPointer(stored.bytes)
        while message.count <= limits.unpacked, limits.inflation.allow(unpackedBytes + message.count, from: source.bytesRead) {
            let progress = try inflater.inflate(rest, into: message.room)
            rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(progress.consumed))
            message.grow(by: progress.produced)
            if progress.consumed == 0, progress.produced == 0 { return }
        }
    }

    // MARK: Trouble

    /// Ends the messages here, unless the source has said already why they end.
    private func end(_ code: DiagnosticCode, found: String = "") {
        if case .failed = ending { return }
        ending = .failed(InputError(Diagnostic(code, at: Place(source: name, byteOffset: frameOffset), found: found)))
    }

    private func leaveOut(_ code: DiagnosticCode, found: String = "") {
        findings.add(Diagnostic(code, at: Place(source: name, byteOffset: frameOffset), found: found))
    }
}

extension ByteBuffer {
    fileprivate func append(_ text: StaticString) {
        append(UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }
}

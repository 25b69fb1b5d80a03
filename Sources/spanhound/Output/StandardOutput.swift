import Explorer
import Glibc

/// A file descriptor that text is written to.
enum Sink: Int32 {
    case standardOutput = 1
    case standardError = 2

    /// Writes all bytes.
    ///
    /// A reader that is gone ends the program quietly; a full disk ends it with a sentence.
    func write(_ bytes: UnsafeRawBufferPointer) {
        if let code = Sink.write(bytes, to: rawValue) { Sink.stop(code, writing: "standard output") }
    }

    /// Writes all bytes to any descriptor.
    ///
    /// - Returns: the system's error number when that failed.
    static func write(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Int32? {
        var done = 0
        while done < bytes.count {
            let count = Glibc.write(descriptor, bytes.baseAddress.map { $0 + done }, bytes.count - done)
            if count > 0 {
                done += count
            } else if errno != EINTR {
                return errno
            }
        }
        return nil
    }

    /// Ends the program because its output has nowhere to go.
    static func stop(_ code: Int32, writing name: String) -> Never {
        if code == EPIPE { exit(ExitStatus.success.rawValue) }
        StandardError.write("spanhound: \(name) cannot be written: \(String(cString: strerror(code)))\n")
        exit(ExitStatus.no.rawValue)
    }
}

/// Text for the user's standard output, gathered into few writes.
enum StandardOutput {
    // Commands run on the main thread only, one a process.
    private nonisolated(unsafe) static var buffer: [UInt8] = []

    /// Line ends that stand at the end of what was written; the beginning counts as two.
    private nonisolated(unsafe) static var lineEnds = 2

    static var isTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

    /// Whether what is written next stands below an empty line, or is the first.
    static var isBelowEmptyLine: Bool { lineEnds >= 2 }

    static func write(_ text: String) {
        buffer.append(contentsOf: text.utf8)
        let ends = text.utf8.reversed().prefix { $0 == 0x0a }.count
        lineEnds = ends == text.utf8.count ? lineEnds + ends : ends
        if buffer.count > 1 << 16 { flush() }
    }

    static func flush() {
        let pending = buffer
        buffer.removeAll()
        pending.withUnsafeBytes { Sink.standardOutput.write($0) }
    }
}

/// Text for the user's standard error, written at once; any thread may write.
enum StandardError {
    static var isTerminal: Bool { isatty(STDERR_FILENO) == 1 }

    /// Writes text; what strangers may have put into it beside line ends is made harmless.
    static func write(_ text: String) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        write(trusted: lines.map { SafeText.text(String($0)) }.joined(separator: "\n"))
    }

    /// Writes text that holds nothing of strangers', and may move the cursor.
    static func write(trusted text: String) {
        var text = text
        text.withUTF8 { utf8 in
            // Nobody can be told that standard error cannot be written.
            _ = Sink.write(UnsafeRawBufferPointer(utf8), to: STDERR_FILENO)
        }
    }
}

import CNcurses
import CSystem
import Glibc

/// The terminal as ncurses and the kernel have it: streams for keys and for the screen, and the size of its window.
struct TerminalDevice {
    /// Where keys come from: standard input, or the controlling terminal if that is a source of data.
    let input: Int32
    /// Where the screen is written: standard output.
    let output: Int32
    /// The name of its description.
    let name: String
    private let inputStream: UnsafeMutablePointer<FILE>
    private let outputStream: UnsafeMutablePointer<FILE>
    private let handle: OpaquePointer

    /// Descriptions to try for terminals nobody has heard of here: most of them understand what xterm does.
    private static let fallbacks = ["xterm-256color", "xterm", "vt100"]

    /// The terminal in which the program was started.
    static func standard() throws(TerminalError) -> TerminalDevice {
        let name = CharacterLocale.environment("TERM") ?? ""
        guard isatty(STDOUT_FILENO) == 1 else { throw TerminalError(code: .outputIsNoTerminal, terminal: name) }
        let input = isatty(STDIN_FILENO) == 1 ? dup(STDIN_FILENO) : Glibc.open("/dev/tty", O_RDWR | O_CLOEXEC)
        guard input >= 0 else { throw TerminalError(code: .noKeyboard, terminal: name) }
        return try TerminalDevice(name: name, input: input, output: dup(STDOUT_FILENO))
    }

    /// Takes over a terminal, and closes its descriptors when done with them.
    ///
    /// It is unchanged if that fails.
    init(name: String, input: Int32, output: Int32) throws(TerminalError) {
        (self.name, self.input, self.output) = (name, input, output)
        guard let inputStream = fdopen(input, "r") else { throw TerminalError(code: .noKeyboard, terminal: name) }
        guard let outputStream = fdopen(output, "w") else {
            fclose(inputStream)
            throw TerminalError(code: .outputIsNoTerminal, terminal: name)
        }
        (self.inputStream, self.outputStream) = (inputStream, outputStream)
        cs_guard_remember(input)
        guard name != "dumb", let handle = Self.open(name, inputStream, outputStream) else {
            fclose(inputStream)
            fclose(outputStream)
            throw TerminalError(code: name == "dumb" ? .cannotPlaceCursor : .noDescription, terminal: name)
        }
        self.handle = handle
        guard TerminalDescription.placesCursor else {
            close()
            throw TerminalError(code: .cannotPlaceCursor, terminal: name)
        }
        let farewell = TerminalDescription.farewell
        cs_guard_arm(output, farewell, farewell.count)
    }

    /// Takes over the terminal by the first description that is installed.
    private static func open(_ name: String, _ input: UnsafeMutablePointer<FILE>, _ output: UnsafeMutablePointer<FILE>) -> OpaquePointer? {
        for name in [name] + fallbacks where !name.isEmpty {
            if let handle = newterm(name, output, input) { return handle }
        }
        return nil
    }

    /// Puts the terminal back and forgets it.
    func close() {
        endwin()
        cs_guard_disarm()
        delscreen(handle)
        fclose(inputStream)
        fclose(outputStream)
    }

    /// The size of the window; nil if the terminal does not say.
    var windowSize: Size? {
        var size = winsize()
        guard ioctl(output, UInt(TIOCGWINSZ), &size) == 0, size.ws_row > 0, size.ws_col > 0 else { return nil }
        return Size(columns: Int(size.ws_col), rows: Int(size.ws_row))
    }

    /// Writes bytes past ncurses, between its updates.
    func write(_ text: String) {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Glibc.write(output, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return }
            bytes = bytes.dropFirst(count)
        }
    }
}

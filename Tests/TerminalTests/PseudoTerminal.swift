import Glibc
import Synchronization

/// A terminal without a window: what a program writes to it can be read, and keys can be pressed.
final class PseudoTerminal: Sendable {
    /// The program's end.
    let program: Int32
    private let user: Int32
    private let written = Mutex<[UInt8]>([])

    init(columns: UInt16 = 80, rows: UInt16 = 24) {
        var ends: (user: Int32, program: Int32) = (-1, -1)
        var size = winsize(ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
        let status = openpty(&ends.user, &ends.program, nil, nil, &size)
        precondition(status == 0, "no pseudo terminal to be had")
        (user, program) = (ends.user, ends.program)
        Task { await onItsOwnThread { [self] in drain() } }
    }

    /// Ends it: to be called last.
    func close() {
        _ = Glibc.close(program)
    }

    func press(_ keys: String) { _ = Glibc.write(user, keys, keys.utf8.count) }

    func resize(columns: UInt16, rows: UInt16) {
        var size = winsize(ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
        _ = ioctl(user, UInt(TIOCSWINSZ), &size)
    }

    /// What has been written since the last time.
    ///
    /// A sign written after all else tells when all has been read.
    func output() -> String {
        let sign = "\u{5}end\u{5}"
        _ = Glibc.write(program, sign, sign.utf8.count)
        while true {
            let text = written.withLock { bytes -> String? in
                let text = String(decoding: bytes, as: UTF8.self)
                guard text.hasSuffix(sign) else { return nil }
                bytes = []
                return String(text.dropLast(sign.count))
            }
            if let text { return text }
            usleep(500)
        }
    }

    /// The terminal's modes, to be compared.
    var modes: [UInt32] {
        var modes = termios()
        tcgetattr(program, &modes)
        return [modes.c_iflag, modes.c_oflag, modes.c_cflag, modes.c_lflag]
    }

    private func drain() {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = read(user, &buffer, buffer.count)
            guard count > 0 else { break }
            written.withLock { $0 += buffer[..<count] }
        }
        _ = Glibc.close(user)
    }
}

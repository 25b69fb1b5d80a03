import Glibc

/// A program whose output is read to its end, or for as long as there is patience.
final class ChildProcess {
    // A class because the descriptors and the process have one owner, whose end lets go of them.

    enum Ending: Equatable {
        case exited(Int32)
        case signalled(Int32)
        /// It had not ended in time.
        case late
        /// It printed more than anybody wants.
        case endless
    }

    /// What it has printed so far.
    private(set) var output: [UInt8] = []
    /// The same on standard error.
    private(set) var errors: [UInt8] = []
    private var process = pid_t()
    private var outputEnd: Int32 = -1
    private var errorEnd: Int32 = -1
    private var hasEnded = false

    /// Starts it, with nothing to read; nil when that fails, which `errno` tells.
    init?(_ arguments: [String]) {
        guard let outputs = Self.pipe() else { return nil }
        defer { close(outputs.write) }
        outputEnd = outputs.read
        guard let faults = Self.pipe() else { return nil }
        defer { close(faults.write) }
        errorEnd = faults.read
        let failure = Self.spawn(arguments, output: outputs.write, errors: faults.write, &process)
        guard failure == 0 else {
            hasEnded = true
            errno = failure
            return nil
        }
        for end in [outputEnd, errorEnd] { _ = fcntl(end, F_SETFL, O_NONBLOCK) }
    }

    /// A pipe that no other program inherits.
    private static func pipe() -> (read: Int32, write: Int32)? {
        var ends: [Int32] = [-1, -1]
        guard Glibc.pipe(&ends) == 0 else { return nil }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        return (ends[0], ends[1])
    }

    deinit {
        for end in [outputEnd, errorEnd] where end >= 0 { close(end) }
    }

    /// Reads until it ends.
    ///
    /// - Parameters:
    ///   - patience: in milliseconds; then it is ended.
    ///   - limit: the most bytes of each kind.
    func run(patience: Int, limit: Int) -> Ending {
        let end = Self.milliseconds + patience
        while true {
            // What it leaves behind in the background may hold the pipes open, so that its end is looked for as well.
            let status = ended()
            drain(limit)
            if output.count > limit || errors.count > limit {
                stop()
                return .endless
            }
            if let status { return status & 0x7f == 0 ? .exited(status >> 8 & 0xff) : .signalled(status & 0x7f) }
            if Self.milliseconds >= end {
                stop()
                return .late
            }
            var polled = [outputEnd, errorEnd].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
            _ = poll(&polled, nfds_t(polled.count), 20)
        }
    }

    /// The status it ended with; nil while it runs.
    private func ended() -> Int32? {
        var status: Int32 = 0
        guard waitpid(process, &status, WNOHANG) == process else { return nil }
        hasEnded = true
        return status
    }

    private func stop() {
        guard !hasEnded else { return }
        kill(process, SIGKILL)
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        hasEnded = true
    }

    private func drain(_ limit: Int) {
        Self.drain(&outputEnd, into: &output, limit)
        Self.drain(&errorEnd, into: &errors, limit)
    }

    private static func drain(_ end: inout Int32, into bytes: inout [UInt8], _ limit: Int) {
        var chunk = [UInt8](repeating: 0, count: 1 << 12)
        while end >= 0, bytes.count <= limit {
            let count = read(end, &chunk, chunk.count)
            if count > 0 {
                bytes += chunk[..<count]
            } else if count == 0 {
                close(end)
                end = -1
            } else if errno != EINTR {
                return
            }
        }
    }

    private static var milliseconds: Int {
        var now = timespec()
        clock_gettime(CLOCK_MONOTONIC, &now)
        return now.tv_sec * 1000 + now.tv_nsec / 1_000_000
    }

    /// - Returns: an error number, or 0.
    private static func spawn(_ arguments: [String], output: Int32, errors: Int32, _ process: inout pid_t) -> Int32 {
        var files = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&files)
        defer { posix_spawn_file_actions_destroy(&files) }
        posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&files, output, STDOUT_FILENO)
        posix_spawn_file_actions_adddup2(&files, errors, STDERR_FILENO)
        // Signals that we ignore or block would stay so in it.
        var settings = posix_spawnattr_t()
        posix_spawnattr_init(&settings)
        defer { posix_spawnattr_destroy(&settings) }
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&settings, &signals)
        sigaddset(&signals, SIGPIPE)
        posix_spawnattr_setsigdefault(&settings, &signals)
        posix_spawnattr_setflags(&settings, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
        let copies = arguments.map { strdup($0) }
        defer { for copy in copies { free(copy) } }
        return posix_spawnp(&process, arguments[0], &files, &settings, copies + [nil], environ)
    }
}

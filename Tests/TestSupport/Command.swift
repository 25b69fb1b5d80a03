import Foundation

/// A program run to its end, and what it said.
public struct Command: Sendable {
    /// The exit status; 128 plus the number of the signal if one ended it, as a shell counts.
    public let status: Int32
    /// What it wrote to standard output.
    public let output: String
    /// What it wrote to standard error.
    public let errors: String

    /// The environment of every program that tests start: one locale, one time zone, and nothing of the caller's but its PATH.
    public static func pinnedEnvironment(home: URL) -> [String: String] {
        [
            "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin", "HOME": home.path, "TZ": "UTC", "LC_ALL": "C.UTF-8",
            "TERM": "xterm-256color", "SHELL": "/bin/bash",
        ]
    }

    /// Runs a program without a terminal and waits for its end.
    ///
    /// Not with `Process`: that waits until every descendant has closed what it inherited, and a tmux server never does.
    /// - Throws: `CannotRun` when the program cannot be started.
    public static func run(_ program: URL, _ arguments: [String], environment: [String: String], input: URL? = nil) throws -> Command {
        let folder = try TemporaryFolder()
        let output = try folder.file("output", ""), errors = try folder.file("errors", "")

        var files = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&files)
        defer { posix_spawn_file_actions_destroy(&files) }
        posix_spawn_file_actions_addopen(&files, STDIN_FILENO, input?.path ?? "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, output.path, O_WRONLY, 0)
        posix_spawn_file_actions_addopen(&files, STDERR_FILENO, errors.path, O_WRONLY, 0)

        // The threads that tests run on block signals; a shell that inherited this would answer to none.
        var settings = posix_spawnattr_t()
        posix_spawnattr_init(&settings)
        defer { posix_spawnattr_destroy(&settings) }
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&settings, &none)
        posix_spawnattr_setflags(&settings, Int16(POSIX_SPAWN_SETSIGMASK))

        var process = pid_t()
        let failure = withCStrings([program.path] + arguments) { arguments in
            withCStrings(environment.map { "\($0)=\($1)" }) { posix_spawn(&process, program.path, &files, &settings, arguments, $0) }
        }
        guard failure == 0 else { throw CannotRun(description: "\(program.path): \(String(cString: strerror(failure)))") }
        var ending: Int32 = 0
        while waitpid(process, &ending, 0) < 0, errno == EINTR {}
        return Command(
            status: ending & 0x7F == 0 ? (ending >> 8) & 0xFF : 128 + (ending & 0x7F),
            output: String(decoding: try Data(contentsOf: output), as: UTF8.self),
            errors: String(decoding: try Data(contentsOf: errors), as: UTF8.self))
    }

    private static func withCStrings<Result>(_ texts: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result) -> Result {
        let copies = texts.map { strdup($0) }
        defer { for copy in copies { free(copy) } }
        return body(copies + [nil])
    }

    /// A program that could not be started.
    public struct CannotRun: Error, CustomStringConvertible {
        /// Which, and what the system said.
        public let description: String
    }
}

import Foundation

/// A terminal that a test drives: a shell in a tmux server of its own, with its own socket, home, locale and time zone.
///
/// Tests wait for text with a deadline; they never sleep for a time and hope.
public struct Tmux: Sendable {
    /// What a test can fail with here; each says what to do or shows the screen.
    public struct Failure: Error, CustomStringConvertible {
        /// The sentence.
        public let description: String
    }

    /// What the shell prints when it waits for a command.
    public static let prompt = "ready>"

    /// The shell's home, empty at first.
    public let home: TemporaryFolder
    private let program: URL
    private let environment: [String: String]

    /// Opens a terminal, lets the body drive it, and ends whatever runs in it.
    /// - Throws: `Failure` when tmux is missing or a text does not come; what the body throws.
    public static func terminal(
        columns: Int = 80, rows: Int = 24, environment: [String: String] = [:], _ body: (Tmux) async throws -> Void
    ) async throws {
        let tmux = try Tmux(environment: environment)
        defer { _ = try? tmux.tell("kill-server") }
        try tmux.start(columns: columns, rows: rows)
        try await tmux.wait(for: prompt)
        try await body(tmux)
    }

    private init(environment: [String: String]) throws {
        let paths = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        guard let path = paths.map({ $0 + "/tmux" }).first(where: FileManager.default.isExecutableFile(atPath:)) else {
            throw Failure(description: "tmux is not installed, and end-to-end tests need it: apt-get install tmux (make test does that)")
        }
        program = URL(fileURLWithPath: path)
        home = try TemporaryFolder()
        var pinned = Command.pinnedEnvironment(home: home.url)
        pinned["TMUX_TMPDIR"] = home.url.path
        pinned["PS1"] = Self.prompt + " "
        self.environment = pinned.merging(environment) { _, given in given }
    }

    private func start(columns: Int, rows: Int) throws {
        let settings = try home.file(
            "tmux.conf",
            """
            set -g status off
            set -g escape-time 0
            set -g default-terminal tmux-256color
            set -s set-clipboard on
            """)
        try tell("-f", settings.path, "new-session", "-d", "-x", "\(columns)", "-y", "\(rows)", "bash", "--norc", "--noprofile", "-i")
    }

    /// Sends keys by tmux's names: `Enter`, `C-l`, `Escape`, `j`.
    public func press(_ keys: String...) throws {
        try tell(["send-keys"] + keys)
    }

    /// Types text as it is.
    public func type(_ text: String) throws {
        try tell("send-keys", "-l", text)
    }

    /// Types a command line and its Enter.
    public func enter(_ line: String) throws {
        try type(line)
        try press("Enter")
    }

    /// Gives the terminal another size.
    public func resize(columns: Int, rows: Int) throws {
        try tell("resize-window", "-x", "\(columns)", "-y", "\(rows)")
    }

    /// The screen's lines as they are now, without spaces at their ends; with colours and attributes as escape sequences if asked.
    public func screen(styled: Bool = false) throws -> [String] {
        try tell(["capture-pane", "-p"] + (styled ? ["-e"] : [])).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    /// What tmux knows about the terminal: a format such as `#{alternate_on}`.
    public func ask(_ format: String) throws -> String {
        try tell("display-message", "-p", format).trimmingCharacters(in: .newlines)
    }

    /// What programs in this terminal have copied last.
    /// - Throws: `Failure` when nothing was copied yet.
    public func clipboard() throws -> String {
        try tell("show-buffer")
    }

    /// Copies every byte that programs write from now on into a file.
    public func record() throws -> URL {
        let file = try home.file("recording", "")
        try tell("pipe-pane", "-O", "cat >> '\(file.path)'")
        return file
    }

    /// The program that the shell runs now, if any.
    public func foregroundProcess() throws -> pid_t? {
        let shell = try ask("#{pane_pid}")
        let children = try String(contentsOf: URL(fileURLWithPath: "/proc/\(shell)/task/\(shell)/children"), encoding: .utf8)
        return children.split(separator: " ").last.flatMap { pid_t($0) }
    }

    /// Closes the terminal, as if its window were shut or its line cut.
    public func hangUp() throws {
        try tell("kill-server")
    }

    /// Waits until a text is on the screen.
    /// - Throws: `Failure` with the screen when it does not come in time.
    @discardableResult
    public func wait(for text: String, within limit: Duration = .seconds(90)) async throws -> [String] {
        try await wait(until: "'\(text)' is on the screen", within: limit) { $0.contains { line in line.contains(text) } }
    }

    /// Waits until the screen is as it should be, and answers it.
    /// - Throws: `Failure` with the screen when that does not happen in time.
    @discardableResult
    public func wait(
        until condition: String, within limit: Duration = .seconds(90), _ isMet: ([String]) throws -> Bool
    ) async throws -> [String] {
        let deadline = ContinuousClock.now + limit
        while true {
            let lines = try screen()
            if try isMet(lines) { return lines }
            guard ContinuousClock.now < deadline else {
                let shown = lines.map { "|" + $0 }.joined(separator: "\n")
                throw Failure(description: "waited \(limit) until \(condition), but the screen is\n\(shown)")
            }
            try await Task.sleep(for: .milliseconds(20))
        }
    }

    @discardableResult
    private func tell(_ arguments: String...) throws -> String { try tell(arguments) }

    @discardableResult
    private func tell(_ arguments: [String]) throws -> String {
        let answer = try Command.run(program, ["-L", "spanhound"] + arguments, environment: environment)
        guard answer.status == 0 else { throw Failure(description: "tmux \(arguments.joined(separator: " ")): \(answer.errors)") }
        return answer.output
    }
}

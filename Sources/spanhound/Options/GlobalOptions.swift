import ArgumentParser

/// Options that every subcommand understands.
struct GlobalOptions: ParsableArguments {
    @Flag(help: "Answer in JSON, for programs.")
    var json = false

    @Flag(help: "Answer in Markdown, for pasting.")
    var markdown = false

    @Option(help: ArgumentHelp("Colours; auto is on a terminal, unless NO_COLOR is set.", valueName: "when"))
    var color = ColorChoice.auto

    @Flag(help: "Use ASCII shapes only; the default where the locale is not UTF-8.")
    var ascii = false

    @Flag(help: "Show times in UTC instead of the local time zone.")
    var utc = false

    @Flag(name: .customLong("no-mouse"), help: "Leave the mouse to the terminal.")
    var noMouse = false

    @Option(
        help: ArgumentHelp("Read server profiles from this file (default: ~/.config/spanhound/config.toml).", valueName: "file"),
        completion: .file())
    var config: String?

    @Flag(name: .shortAndLong, help: "Say nothing about skipped or mended input.")
    var quiet = false

    @Flag(name: .shortAndLong, help: "Say also what is merely odd about the input.")
    var verbose = false

    @Flag(help: "Go on with what is appended to the files, and with new files of the folders; in the explorer.")
    var follow = false

    @Flag(help: "Exit with 3 when anything of the input had to be skipped or was lost.")
    var strict = false

    mutating func validate() throws {
        if json && markdown { throw ValidationError("--json and --markdown exclude each other.") }
        if quiet && verbose { throw ValidationError("--quiet and --verbose exclude each other.") }
    }
}

/// When to use colours.
enum ColorChoice: String, ExpressibleByArgument, CaseIterable, Sendable {
    case auto, always, never
}

/// Lets options stand before the subcommand: `spanhound --json summary FILE` means `spanhound summary --json FILE`.
enum CommandLineOrder {
    static let subcommands: Set<String> = [
        "open", "summary", "services", "operations", "search", "show", "performance", "slow", "errors", "dependencies",
        "critical-path", "report", "compare", "convert", "generate", "keys", "man", "help",
    ]
    private static let flags: Set<String> = [
        "--json", "--markdown", "--ascii", "--utc", "--no-mouse", "--quiet", "--verbose", "--strict", "-q", "-v",
    ]

    /// The same arguments with the subcommand in front, when only global options stood before it.
    static func normalised(_ arguments: [String]) -> [String] {
        var index = 0
        while index < arguments.count {
            let argument = arguments[index]
            if flags.contains(argument) || argument.hasPrefix("--color=") || argument.hasPrefix("--config=") {
                index += 1
            } else if argument == "--color" || argument == "--config" {
                index += 2
            } else {
                break
            }
        }
        guard index > 0, index < arguments.count, subcommands.contains(arguments[index]) else { return arguments }
        return [arguments[index]] + arguments[..<index] + arguments[(index + 1)...]
    }
}

/// What is said to somebody who names nothing to open.
enum StartPage {
    private static let suggestions = [
        ("spanhound trace.json", "explore a file"),
        ("spanhound traces/", "explore all files of a folder"),
        ("spanhound http://host:16686", "explore a Jaeger server"),
        ("spanhound generate | spanhound", "look around with simulated traces"),
        ("spanhound --help", "everything else"),
    ]
    /// How many profiles are listed.
    private static let limit = 20

    static func failure(_ options: GlobalOptions) -> Failure {
        failure(naming: (try? ConfigurationFile.read(options.config)) ?? Configuration())
    }

    /// What can be opened, the servers that have a name included.
    static func failure(naming configuration: Configuration) -> Failure {
        let named = configuration.names.prefix(limit).map { name in
            ("spanhound @" + name, configuration.servers[name].map { "explore \($0.address)" } ?? "")
        }
        let lines = suggestions.dropLast() + named + suggestions.suffix(1)
        let width = lines.reduce(0) { max($0, $1.0.count) }
        return Failure(
            .usage, code: "no-source", "name what to open: a file of traces, a folder, a server, or - for standard input",
            details: lines.map { $0.0 + String(repeating: " ", count: width - $0.0.count + 4) + $0.1 })
    }
}

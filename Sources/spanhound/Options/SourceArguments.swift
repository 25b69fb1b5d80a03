import ArgumentParser

/// Where the spans come from.
struct SourceArguments: ParsableArguments {
    @Argument(
        help: ArgumentHelp(
            "Trace files, folders (read recursively), - for standard input, or a Jaeger server: its http(s):// address, or @name.",
            valueName: "source"), completion: .file())
    var sources: [String] = []

    @Option(
        help: ArgumentHelp(
            "Move spans of hosts whose clocks are off into their parents' time, by so much at most: 5s.", valueName: "duration"))
    var adjustClockSkew: DurationArgument?

    mutating func validate() throws {
        if adjustClockSkew?.nanoseconds == 0 { throw ValidationError("--adjust-clock-skew must be longer than nothing.") }
    }

    /// The files among the sources, standard input included.
    ///
    /// - Throws: wrong usage when there is no source, or when standard input is named twice.
    func paths() throws(Failure) -> [String] {
        guard !sources.isEmpty else {
            throw Failure(
                .usage, code: "no-source",
                "no SOURCE given; name a trace file, a folder, - for standard input, or the http:// address of a server")
        }
        let paths = sources.filter { !ServerSource.isServer($0) }
        guard paths.count(where: { $0 == "-" }) <= 1 else {
            throw Failure(.usage, code: "usage", "standard input (-) can be read only once")
        }
        return paths
    }
}

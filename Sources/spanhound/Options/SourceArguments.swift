import ArgumentParser

/// Where the spans come from.
struct SourceArguments: ParsableArguments {
    @Argument(
        help: ArgumentHelp(
            "Trace files, folders (read recursively), - for standard input, or a Jaeger server: its http(s):// address, or @name.",
            valueName: "source"), completion: .file())
    var sources: [String] = []

    /// The sources, when they can be read.
    ///
    /// - Throws: wrong usage when there is none, or one of a kind that cannot be read yet.
    func checked() throws(Failure) -> [String] {
        guard !sources.isEmpty else {
            throw Failure(.usage, code: "no-source", "no SOURCE given; name a trace file, a folder, or - for standard input")
        }
        for source in sources {
            if ServerSource.isServer(source) {
                throw Failure(
                    .usage, code: "unsupported-source", "the explorer opens no server yet; the subcommands that answer do")
            }
        }
        guard sources.count(where: { $0 == "-" }) <= 1 else {
            throw Failure(.usage, code: "usage", "standard input (-) can be read only once")
        }
        return sources
    }
}

import Foundation

/// The built program, for tests of the whole.
public enum Binary {
    /// Where it is: beside the test program, for both come out of one build.
    public static let url = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        .deletingLastPathComponent().appendingPathComponent("spanhound")

    /// Runs it without a terminal, in a home of its own.
    /// - Throws: what `Command.run` throws.
    public static func run(_ arguments: String..., environment: [String: String] = [:], input: URL? = nil) throws -> Command {
        try run(arguments, environment: environment, input: input)
    }

    /// Runs it without a terminal, in a home of its own.
    /// - Throws: what `Command.run` throws.
    public static func run(_ arguments: [String], environment: [String: String] = [:], input: URL? = nil) throws -> Command {
        let home = try TemporaryFolder()
        let pinned = Command.pinnedEnvironment(home: home.url).merging(environment) { _, given in given }
        return try Command.run(url, arguments, environment: pinned, input: input)
    }
}

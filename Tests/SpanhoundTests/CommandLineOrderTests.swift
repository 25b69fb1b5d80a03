import Testing

@testable import spanhound

@Suite struct CommandLineOrderTests {
    @Test(
        "A subcommand behind global options comes to the front",
        arguments: [
            (["--json", "summary", "a.json"], ["summary", "--json", "a.json"]),
            (["--color", "never", "--utc", "show", "x"], ["show", "--color", "never", "--utc", "x"]),
            (["--color=always", "search"], ["search", "--color=always"]),
        ])
    func moved(given: [String], expected: [String]) { #expect(CommandLineOrder.normalised(given) == expected) }

    @Test(
        "Everything else stays as it is",
        arguments: [
            ["summary", "--json"], ["--ascii", "a.json"], ["a.json", "summary"], ["--json"], ["--color"], ["--color", "summary"], [],
            ["--version"], ["--unknown", "summary"],
        ])
    func kept(given: [String]) { #expect(CommandLineOrder.normalised(given) == given) }
}

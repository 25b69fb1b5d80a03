import Foundation
import TestSupport
import Testing

/// How the blocks of Markdown stand below each other.
@Suite struct MarkdownPageTests {
    private static func sample(_ name: String) -> String { Places.samples.appendingPathComponent(name).path }

    @Test(
        arguments: [
            ["summary"], ["services"], ["search", "--errors", "--differences"], ["show", "--quiet"], ["critical-path"], ["slow"],
            ["errors"],
            ["performance", "--service", "payment-service"], ["performance", "--by", "service", "--rows", "2"], ["dependencies"],
            ["report"],
        ])
    func `one empty line stands between blocks, and none at the beginning`(arguments: [String]) throws {
        for file in ["checkout.json", "retry-storm.json"] {
            let run = try Binary.run(arguments + ["--markdown", Self.sample(file)])
            #expect(
                run.status == 0 && !run.output.isEmpty && !run.output.hasPrefix("\n") && !run.output.contains("\n\n\n"), "\(run.output)")
        }
    }

    @Test func `a note that stands for a table has one empty line between itself and its heading`() throws {
        let file = Self.sample("checkout.json"), same = try Binary.run("compare", "--markdown", file, file).output
        #expect(same.contains("\n\n## Where the time went\n\nthe same way in both\n"), "\(same)")
        #expect(!same.contains("\n\n\n"))
    }

    @Test func `tables, notes and headings are blocks of their own`() throws {
        let lines = try Binary.run("performance", "--by", "service", "--rows", "1", "--markdown", Self.sample("checkout.json")).output
            .split(separator: "\n", omittingEmptySubsequences: false)
        let note = try #require(lines.firstIndex { $0.contains("more with less self time") })
        let heading = try #require(lines.firstIndex { $0.hasPrefix("## ") })
        for line in [note - 1, heading - 1, heading + 1] { #expect(lines[line].isEmpty) }
        #expect(lines[note - 2].hasPrefix("| ") && lines[heading + 2].hasPrefix("| "))
    }
}

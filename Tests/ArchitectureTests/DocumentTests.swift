import Foundation
import TestSupport
import Testing

/// Parts of README that are made elsewhere: they stand between marks, and they are fresh.
///
/// `RECORD=1` writes them again.
@Suite struct DocumentTests {
    @Test("README's keys are those of the key table")
    func keysAreFresh() throws {
        let answer = try Binary.run("keys", "--markdown")
        #expect(answer.status == 0, "\(answer.errors)")
        #expect(answer.output.contains("| Keys |"))
        #expect(try DocumentBlock("keys", of: "README.md").isFresh(answer.output), "RECORD=1 make test writes it again")
    }

    @Test("README's comparison is what the program says of two samples")
    func comparisonIsFresh() throws {
        let samples = ["checkout", "slow-database"].map { "Samples/\($0).json" }
        let paths = samples.map { Places.root.appendingPathComponent($0).path }
        let answer = try Binary.run(["compare", "--rows", "5"] + paths)
        #expect(answer.status == 0)
        let block = "```text\n$ spanhound compare --rows 5 \(samples.joined(separator: " "))\n" + answer.output + "```\n"
        #expect(try DocumentBlock("compare", of: "README.md").isFresh(block), "RECORD=1 make test writes it again")
    }

    @Test("README's figures are those of the last benchmark")
    func figuresAreFresh() throws {
        let results = try #require(SourceFile.read("Benchmarks/RESULTS.md"), "make bench has not been run")
        let table = results.lines.filter { $0.hasPrefix("|") }.joined(separator: "\n") + "\n"
        #expect(try DocumentBlock("figures", of: "README.md").isFresh(table), "RECORD=1 make test writes it again")
    }

    @Test("Files that README and CONTRIBUTING name exist")
    func linksLead() throws {
        for document in ["README.md", "CONTRIBUTING.md"] {
            let text = try #require(SourceFile.read(document)).text
            for link in text.matches(of: /\]\(([^)]+)\)/) where !link.1.hasPrefix("http") {
                let url = Places.root.appendingPathComponent(String(link.1))
                #expect(FileManager.default.fileExists(atPath: url.path), "\(document): \(link.1)")
            }
        }
    }
}

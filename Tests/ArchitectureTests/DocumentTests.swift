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
        try expectBlock("keys", of: "README.md", toBe: answer.output)
    }

    @Test("README's figures are those of the last benchmark")
    func figuresAreFresh() throws {
        let results = try #require(SourceFile.read("Benchmarks/RESULTS.md"), "make bench has not been run")
        try expectBlock("figures", of: "README.md", toBe: results.lines.filter { $0.hasPrefix("|") }.joined(separator: "\n") + "\n")
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

    private func expectBlock(_ name: String, of path: String, toBe fresh: String) throws {
        let document = try #require(SourceFile.read(path)).text
        let parts = document.components(separatedBy: "<!-- \(name) -->\n")
        let rest = try #require(parts.count == 2 ? parts[1].range(of: "<!-- /\(name) -->") : nil, "\(path) has no block '\(name)'")
        if ProcessInfo.processInfo.environment["RECORD"] == "1" {
            let renewed = parts[0] + "<!-- \(name) -->\n" + fresh + parts[1][rest.lowerBound...]
            try renewed.write(to: Places.root.appendingPathComponent(path), atomically: true, encoding: .utf8)
        } else {
            #expect(parts[1][..<rest.lowerBound] == fresh, "\(path): the block '\(name)' is stale; RECORD=1 make test writes it again")
        }
    }
}

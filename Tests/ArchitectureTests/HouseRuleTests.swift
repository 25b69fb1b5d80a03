import TestSupport
import Testing

/// Rules of CONTRIBUTING.md that a search can check.
@Suite struct HouseRuleTests {
    static let sources = SourceFile.all(below: "Sources")

    @Test("Nothing in the product stops the program on input: no forced try, no forced cast, no fatalError", arguments: sources)
    func nothingTrapsOnInput(file: SourceFile) {
        for (number, code) in file.codeLines(holding: "try!", "as!", "fatalError(") {
            Issue.record("\(file.path):\(number): \(code)")
        }
    }

    @Test("Every escape from the concurrency checker says why, in a comment beside it", arguments: sources)
    func escapesAreExplained(file: SourceFile) {
        let escape = /@unchecked Sendable|nonisolated\(unsafe\) (?:static )?var/
        for (number, code) in file.codeLines(holding: "@unchecked Sendable", "nonisolated(unsafe)") where code.contains(escape) {
            // Attributes, and neighbours that escape for the same reason, may stand between.
            let above = file.lines[..<(number - 1)].reversed().drop {
                $0.contains(/^\s*@/) || $0.contains(/^\s*private nonisolated\(unsafe\) var/)
            }
            let isExplained = [above.first, file.lines[number...].first].contains { $0?.contains(/^\s*\/\//) ?? false }
            #expect(isExplained, "\(file.path):\(number): a comment above or below must say why this is safe")
        }
    }

    @Test("The target boundary is public, never package", arguments: sources)
    func noPackageAccess(file: SourceFile) {
        for (number, code) in file.codeLines(holding: "package ") {
            #expect(!code.contains(/^\s*(?:@\w+\s+)*package\s/), "\(file.path):\(number): package accessors measured 40 times slower")
        }
    }

    @Test("The project speaks of the product alone, and of no machine it was built on")
    func noMachinePaths() {
        let suffixes = [".swift", ".c", ".h", ".md", ".py", ".sh"]
        let folders = ["Sources", "Tests", "Benchmarks", "Samples"]
        let files =
            folders.flatMap { SourceFile.all(below: $0, suffixes: suffixes) }
            + ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "Makefile", "Package.swift", ".ci/run"].compactMap(SourceFile.read)
        #expect(files.count > 20)
        let path = /(?:^|[\s"'`(=])\/(?:work|root|home\/\w+|opt\/swift|tmp\/bash)\b/
        for file in files where file.path != "Tests/ArchitectureTests/HouseRuleTests.swift" {
            for word in ["/work", "/root", "/home", "/opt/swift", "/tmp/bash", "Co-Authored-By", "language model"] {
                for (number, code) in file.codeLines(holding: word) where !word.hasPrefix("/") || code.contains(path) {
                    Issue.record("\(file.path):\(number): \(code)")
                }
            }
        }
    }
}

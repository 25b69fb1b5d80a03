import TestSupport
import Testing

/// The floor plan: what each target may import.
///
/// SwiftPM lets a target import whatever was built before it; these tests do not.
@Suite struct ImportTableTests {
    static let pure: Set<String> = ["Synchronization"]
    static let table: [String: Set<String>] = [
        "TraceModel": pure,
        "TraceFormats": pure.union(["TraceModel", "CZlib", "CZstd"]),
        "TraceQuery": pure.union(["TraceModel"]),
        "TraceAnalysis": pure.union(["TraceModel"]),
        "TraceSimulator": pure.union(["TraceModel"]),
        "TraceSources": pure.union([
            "TraceModel", "TraceFormats", "TraceQuery", "CCurl", "CSystem", "FoundationEssentials", "Glibc",
        ]),
        "Terminal": pure.union(["CSystem"]),
        "Terminal/System": pure.union(["CSystem", "Glibc"]),
        "Terminal/Ncurses": pure.union(["CSystem", "CNcurses", "Glibc"]),
        "Explorer": pure.union(["TraceModel", "TraceQuery", "TraceAnalysis", "Terminal"]),
        "spanhound": pure.union([
            "TraceModel", "TraceFormats", "TraceQuery", "TraceAnalysis", "TraceSimulator", "TraceSources", "Terminal", "Explorer",
            "CSystem", "ArgumentParser", "TOMLKit", "FoundationEssentials", "Glibc",
        ]),
    ]
    static let files = SourceFile.all(below: "Sources")

    @Test("Every Swift target has its row in the table, and every row its target")
    func everyTargetHasARow() {
        let targets = Set(Self.files.map(\.target))
        #expect(targets == Set(Self.table.keys.filter { !$0.contains("/") }))
    }

    @Test("A target imports only what its row lists", arguments: files)
    func importsStayWithinTheTable(file: SourceFile) throws {
        let folder = file.path.split(separator: "/").dropFirst().prefix(2).joined(separator: "/")
        let room = Self.table[folder] == nil ? file.target : folder
        let allowed = try #require(Self.table[room])
        for (number, code) in file.codeLines(holding: "import ") {
            guard let module = Self.importedModule(code) else { continue }
            #expect(allowed.contains(module), "\(file.path):\(number): \(room) may not import \(module)")
        }
    }

    @Test(
        "An import line is understood with its attributes, access level and kind",
        arguments: [
            ("import TraceModel", "TraceModel"), ("@testable import Explorer", "Explorer"),
            ("public import struct Glibc.timespec", "Glibc"),
            ("@preconcurrency internal import CNcurses", "CNcurses"), ("  import class Foundation.Bundle", "Foundation"),
        ])
    func importLinesAreUnderstood(line: String, module: String) {
        #expect(Self.importedModule(line[...]) == module)
    }

    @Test("What only looks like an import is none", arguments: ["let important = 1", "case import", "importantCall()"])
    func otherLinesAreNoImports(line: String) {
        #expect(Self.importedModule(line[...]) == nil)
    }

    /// The module that a line of code imports, if it does.
    static func importedModule(_ line: Substring) -> String? {
        let kind = /(?:struct|class|enum|protocol|func|var|let|typealias)\s+/
        let pattern = /^\s*(?:@\w+(?:\([^)]*\))?\s+)*(?:(?:public|package|internal|fileprivate|private)\s+)?import\s+(.+)$/
        guard let match = line.wholeMatch(of: pattern) else { return nil }
        return match.1.replacing(kind, with: "", maxReplacements: 1).prefix { $0.isLetter || $0.isNumber || $0 == "_" }.description
    }
}

extension SourceFile: CustomTestStringConvertible {
    /// The path, so that a failing case says which file it was.
    public var testDescription: String { path }
}

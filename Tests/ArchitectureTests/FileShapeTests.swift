import TestSupport
import Testing

/// How files look: short, and about one thing.
@Suite struct FileShapeTests {
    static let smell = 300
    static let limit = 500
    static let files = SourceFile.all(below: "Sources", suffixes: [".swift", ".c", ".h"]) + SourceFile.all(below: "Tests")

    @Test("No file is longer than 500 lines, and files over 300 are named")
    func filesAreShort() {
        #expect(!Self.files.isEmpty)
        for file in Self.files where file.lines.count > Self.smell {
            #expect(file.lines.count <= Self.limit, "\(file.path) has \(file.lines.count) lines: split it by idea")
            print("smell: \(file.path) has \(file.lines.count) lines, more than \(Self.smell)")
        }
    }

    @Test("Lines hold no tabs and no spaces at their ends", arguments: files)
    func linesAreClean(file: SourceFile) {
        for (index, line) in file.lines.enumerated() {
            #expect(!line.contains("\t") && line.last != " ", "\(file.path):\(index + 1)")
        }
    }
}

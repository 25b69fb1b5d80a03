import Foundation
import TestSupport
import Testing

/// Each target's page, which says what belongs there.
@Suite struct RoomDocumentTests {
    @Test(
        "Each target has a page of at most 25 lines that begins with its name",
        arguments: ImportTableTests.table.keys.filter { !$0.contains("/") }.sorted())
    func targetHasItsPage(target: String) throws {
        let page = try #require(SourceFile.read("Sources/\(target)/\(target).docc/\(target).md"), "Sources/\(target) has no page")
        let lines = page.lines.last == "" ? page.lines.dropLast() : page.lines[...]
        #expect(lines.first == "# ``\(target)``")
        #expect((3...25).contains(lines.count), "\(page.path) has \(lines.count) lines")
    }
}

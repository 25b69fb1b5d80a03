import Terminal
import Testing

@testable import spanhound

@Suite struct TextTableTests {
    private let theme = Theme(depth: .none)

    private func table(_ rows: [[String]]) -> TextTable {
        var table = TextTable([
            .init(title: "NAME", truncation: .middle), .init(title: "SPANS", isNumber: true), .init(title: "PATH", truncation: .head),
        ])
        for row in rows { table.add(row.map { StyledText($0) }) }
        return table
    }

    private func text(_ table: TextTable, width: Int) -> [String] {
        table.lines(width: width, theme: theme, glyphs: .unstyled).map { $0.map(\.text).joined() }
    }

    @Test("Columns are as wide as they need, numbers at the right")
    func aligned() {
        let lines = text(table([["a", "1", "x"], ["longer", "12,345", "y"]]), width: 80)
        #expect(lines == ["NAME     SPANS  PATH", "a            1  x", "longer  12,345  y"])
    }

    @Test("The widest of the columns that may shrink gives way first, each at its own end")
    func shrunk() {
        let lines = text(table([["abcdefghijklmnopqrst", "1", "/a/very/long/path/to/some/file.json"]]), width: 40)
        #expect(lines.allSatisfy { TextWidth.columns(of: $0) <= 40 })
        #expect(lines[1] == "abcdefg…nopqrst      1  …/some/file.json")
    }

    @Test("Wide characters count as the columns they take")
    func wide() {
        let lines = text(table([["日本", "1", "x"], ["abcde", "2", "y"]]), width: 80)
        #expect(lines[1] == "日本       1  x" && lines[2] == "abcde      2  y")
    }

    @Test("Nothing shrinks below what can be read, even where nothing fits")
    func tooNarrow() {
        let lines = text(table([["abcdefghijkl", "1", "mnopqrstuvwx"]]), width: 5)
        #expect(lines[1] == "abcd…jkl      1  …rstuvwx")
    }

    @Test("Markdown keeps everything and escapes what would break the table")
    func markdown() {
        let written = table([["a|b*c", "1", "x\u{1b}[0m"]]).markdown
        #expect(written == "| NAME | SPANS | PATH |\n| :-- | --: | :-- |\n| a\\|b\\*c | 1 | x␛\\[0m |\n")
    }
}

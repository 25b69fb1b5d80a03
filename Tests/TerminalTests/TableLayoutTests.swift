import Terminal
import Testing

@Suite struct TableLayoutTests {
    private let columns: [TableLayout.Column] = [
        .init("Name", minimum: 6, growth: 2), .init("Service", minimum: 5, growth: 1, rank: 1),
        .init("Spans", minimum: 5, alignment: .right, rank: 2), .init("Errors", minimum: 6, alignment: .right, rank: 3),
    ]

    @Test func `What is left over goes to the columns that grow, by their shares`() {
        let layout = TableLayout(columns, width: 34)
        #expect(layout.places == [0..<12, 13..<21, 22..<27, 28..<34])
    }

    @Test func `The last column ends where the table ends`() {
        for width in 25...60 {
            #expect(TableLayout(columns, width: width).places.last == width - 6..<width)
        }
    }

    @Test func `Without room the least important columns go first`() {
        #expect(TableLayout(columns, width: 24).places.map { $0 != nil } == [true, true, true, false])
        #expect(TableLayout(columns, width: 17).places.map { $0 != nil } == [true, true, false, false])
        #expect(TableLayout(columns, width: 7).places == [0..<7, nil, nil, nil])
    }

    @Test func `The last column stays, as wide as it can be`() {
        #expect(TableLayout(columns, width: 3).places == [0..<3, nil, nil, nil])
        #expect(TableLayout(columns, width: 0).places == [0..<0, nil, nil, nil])
        #expect(TableLayout([], width: 10).places.isEmpty)
    }

    @Test func `Rows are drawn where the columns are`() {
        var canvas = Canvas(size: Size(columns: 31, rows: 3))
        let layout = TableLayout(columns, width: 31)
        canvas.tableHeader(layout, row: 0, style: .plain, sorted: 2)
        canvas.tableRow(["GET /checkout", "frontend", "12", "3"].map { StyledText($0) }, layout: layout, row: 1)
        canvas.tableRow(["x"].map { StyledText($0) }, layout: layout, row: 2)
        #expect(canvas.rows == ["Name       Service↓Spans Errors", "GET /chec… fronte…    12      3", "x"])
    }
}

import Testing

/// Whole screens at four sizes: look at the files in `Goldens` as a user would.
@Suite struct GoldenScreenTests {
    static let sizes = [(80, 24), (120, 40), (200, 60), (40, 10)]

    @Test("The search screen", arguments: sizes)
    func search(columns: Int, rows: Int) throws {
        try Golden.check(Driver(Drawings.shop, columns, rows), "search-\(columns)x\(rows)")
    }

    @Test("The trace screen", arguments: sizes)
    func trace(columns: Int, rows: Int) throws {
        var driver = Driver(Drawings.shop, columns, rows)
        driver.press("Enter")
        try Golden.check(driver, "trace-\(columns)x\(rows)")
    }

    @Test("The inspector on the slowest span", arguments: sizes)
    func inspector(columns: Int, rows: Int) throws {
        var driver = Driver(Drawings.shop, columns, rows)
        driver.press("Enter ] Enter")
        try Golden.check(driver, "inspector-\(columns)x\(rows)")
    }

    @Test("Folds, a find and its matches", arguments: sizes)
    func findAndFolds(columns: Int, rows: Int) throws {
        var driver = Driver(Drawings.shop, columns, rows)
        driver.press("Enter j j h j h /")
        driver.type("postgres")
        driver.press("Enter")
        try Golden.check(driver, "find-\(columns)x\(rows)")
    }

    @Test("The help", arguments: sizes)
    func help(columns: Int, rows: Int) throws {
        var driver = Driver(Drawings.shop, columns, rows)
        driver.press("Enter ?")
        try Golden.check(driver, "help-\(columns)x\(rows)")
    }

    @Test("The palette", arguments: sizes)
    func palette(columns: Int, rows: Int) throws {
        var driver = Driver(Drawings.shop, columns, rows)
        driver.press("Enter :")
        driver.type("fold")
        try Golden.check(driver, "palette-\(columns)x\(rows)")
    }

    @Test func `ASCII shapes only`() throws {
        var driver = Driver(Drawings.shop, glyphs: .ascii)
        driver.press("Enter ] Enter")
        try Golden.check(driver, "ascii-80x24")
        #expect(driver.text.utf8.allSatisfy { $0 < 0x80 })
    }
}

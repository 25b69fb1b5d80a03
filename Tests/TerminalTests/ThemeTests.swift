import Testing

@testable import Terminal

@Suite struct ThemeTests {
    private func styles(_ theme: Theme) -> [Style] {
        let meanings = [
            theme.text, theme.faint, theme.header, theme.selected, theme.selectedElsewhere, theme.error, theme.warning, theme.success,
            theme.accent, theme.match, theme.critical, theme.value,
        ]
        return meanings + (0..<40).map(theme.service)
    }

    @Test(arguments: ColorDepth.allCases)
    func `A theme uses no colour that the terminal does not have, and never paints the background`(depth: ColorDepth) {
        for style in styles(Theme(depth: depth)) {
            #expect(depth.includes(style.foreground))
            #expect(style.background == .default)
        }
    }

    @Test(arguments: [
        (-1, ColorDepth.none), (0, .none), (2, .none), (8, .eight), (16, .sixteen), (88, .sixteen), (256, .full), (1 << 24, .full),
    ])
    func `A terminal's number of colours is rounded down to one we know`(colors: Int, depth: ColorDepth) {
        #expect(ColorDepth(colors: colors) == depth)
    }

    @Test func `At least twelve services look different with 256 colours, and with eight`() {
        #expect(Set((0..<12).map(Theme(depth: .full).service)).count == 12)
        #expect(Set((0..<12).map(Theme(depth: .eight).service)).count == 12)
    }

    @Test func `Services beyond the last colour begin again`() {
        let theme = Theme(depth: .full)
        #expect(theme.service(Theme.serviceColors.count) == theme.service(0))
        #expect(theme.service(-1) == theme.service(0))
    }

    @Test func `Without colours errors, selection and matches still stand out`() {
        let theme = Theme(depth: .none)
        #expect(theme.error.attributes.contains(.bold))
        #expect(theme.selected.attributes.contains(.reverse))
        #expect(theme.match.attributes.contains(.underline))
    }

    @Test func `Services have shapes that tell them apart, one column each`() {
        for glyphs in [GlyphSet.unicode, .ascii] {
            #expect(Set(glyphs.serviceMarks).count >= 12)
            #expect(glyphs.serviceMarks.allSatisfy { TextWidth.columns(of: $0) == 1 })
        }
    }

    @Test func `Colours of services stand out on white and on black`() {
        for index in Theme.serviceColors {
            let light = Self.luminance(index)
            #expect(1.05 / (light + 0.05) >= 2.7, "\(index) on white")
            #expect((light + 0.05) / 0.05 >= 3.0, "\(index) on black")
        }
    }

    /// Relative luminance of an entry of the cube of colours (WCAG 2.1), with powers by the usual approximation of the transfer function.
    private static func luminance(_ index: UInt8) -> Double {
        let place = Int(index) - 16
        let levels = [place / 36, place / 6 % 6, place % 6].map { $0 == 0 ? 0.0 : Double(55 + 40 * $0) / 255 }
        let linear = levels.map { $0 * ($0 * ($0 * 0.305306011 + 0.682171111) + 0.012522878) }
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    }
}

import Testing

@testable import Terminal

@Suite struct GlyphSetTests {
    private func shapes(_ glyphs: GlyphSet) -> [String] {
        [
            glyphs.ellipsis, glyphs.horizontalLine, glyphs.verticalLine, glyphs.treeBranch, glyphs.treeLastBranch, glyphs.treeLine,
            glyphs.unfolded, glyphs.folded, glyphs.error, glyphs.warning, glyphs.check, glyphs.eventTick, glyphs.bullet, glyphs.arrow,
            glyphs.upwards, glyphs.downwards, glyphs.pointer, glyphs.emphasis, glyphs.scrollThumb, glyphs.shade,
        ] + glyphs.levels + glyphs.serviceMarks
    }

    @Test func `The ASCII shapes are ASCII`() {
        #expect(shapes(.ascii).allSatisfy { $0.unicodeScalars.allSatisfy(\.isASCII) })
    }

    @Test func `A shape takes as many columns in either set`() {
        for (unicode, ascii) in zip(shapes(.unicode), shapes(.ascii)) {
            #expect(TextWidth.columns(of: unicode) == TextWidth.columns(of: ascii))
        }
    }

    @Test func `Signs for controls are pictures where there are some`() {
        #expect(GlyphSet.unicode.sign(for: 0x1B) == 0x241B)
        #expect(GlyphSet.unicode.sign(for: 0x7F) == 0x2421)
        #expect(GlyphSet.unicode.sign(for: 0x202E) == 0xFFFD)
        #expect(GlyphSet.ascii.sign(for: 0x1B) == 0x3F)
    }
}

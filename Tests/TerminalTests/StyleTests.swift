import Terminal
import Testing

@Suite struct StyleTests {
    @Test func `A style gives back what it was made of`() {
        let style = Style(foreground: .palette(255), background: .palette(0), attributes: [.italic, .dim])
        #expect(style.foreground == .palette(255))
        #expect(style.background == .palette(0))
        #expect(style.attributes == [.italic, .dim])
        #expect(Style.plain.foreground == .default)
    }

    @Test func `Attributes are added, removed and exchanged without touching the rest`() {
        let style = Style(foreground: .palette(9), attributes: .bold)
        #expect(style.adding(.underline).removing(.bold) == Style(foreground: .palette(9), attributes: .underline))
        #expect(style.reversed().attributes == [.bold, .reverse])
        #expect(style.reversed().reversed() == style)
        #expect(style.foreground(.default) == Style(attributes: .bold))
    }

    @Test func `A style over another keeps the colours that it does not have itself`() {
        let below = Style(foreground: .palette(1), background: .palette(2), attributes: .bold)
        let above = Style(foreground: .palette(3), attributes: .reverse)
        #expect(below.overlaid(by: above) == Style(foreground: .palette(3), background: .palette(2), attributes: [.bold, .reverse]))
    }
}

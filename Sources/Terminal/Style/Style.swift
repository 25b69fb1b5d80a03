/// How a cell looks apart from its character: two colours and a set of attributes, packed into one word so that rows compare quickly.
public struct Style: Hashable, Sendable {
    /// Ways to set text apart that need no colour.
    public struct Attributes: OptionSet, Hashable, Sendable {
        /// One bit an attribute.
        public let rawValue: UInt8

        /// The set of the given bits.
        public init(rawValue: UInt8) { self.rawValue = rawValue }

        /// Heavier or brighter.
        public static let bold = Attributes(rawValue: 1)
        /// Fainter; not every terminal shows it.
        public static let dim = Attributes(rawValue: 2)
        /// With a line below.
        public static let underline = Attributes(rawValue: 4)
        /// With foreground and background exchanged: how selection is shown, on any background.
        public static let reverse = Attributes(rawValue: 8)
        /// Slanted; not every terminal shows it.
        public static let italic = Attributes(rawValue: 16)
    }

    /// Bits 0-8 the foreground, 9-17 the background, 18-25 the attributes.
    let bits: UInt32

    init(bits: UInt32) { self.bits = bits }

    /// A style; what is not given is the terminal's default.
    public init(foreground: Color = .default, background: Color = .default, attributes: Attributes = []) {
        bits = foreground.code | background.code << 9 | UInt32(attributes.rawValue) << 18
    }

    /// The terminal's own style.
    public static let plain = Style()

    /// The colour of the character.
    public var foreground: Color { Color(code: bits & 0x1FF) }
    /// The colour behind the character.
    public var background: Color { Color(code: bits >> 9 & 0x1FF) }
    /// What else sets it apart.
    public var attributes: Attributes { Attributes(rawValue: UInt8(truncatingIfNeeded: bits >> 18)) }

    /// The same style with these attributes too.
    public func adding(_ attributes: Attributes) -> Style { Style(bits: bits | UInt32(attributes.rawValue) << 18) }

    /// The same style without these attributes.
    public func removing(_ attributes: Attributes) -> Style { Style(bits: bits & ~(UInt32(attributes.rawValue) << 18)) }

    /// The same style with foreground and background exchanged, or back again.
    public func reversed() -> Style { Style(bits: bits ^ UInt32(Attributes.reverse.rawValue) << 18) }

    /// The same style with another foreground.
    public func foreground(_ color: Color) -> Style { Style(bits: bits & ~0x1FF | color.code) }

    /// This style under another: the other's colours where it has any, and the attributes of both.
    public func overlaid(by other: Style) -> Style {
        Style(
            foreground: other.foreground == .default ? foreground : other.foreground,
            background: other.background == .default ? background : other.background,
            attributes: attributes.union(other.attributes))
    }
}

/// Bounds on what an input may hold.
public enum DecoderLimits {
    /// Levels of arrays and maps an attribute's value may nest.
    public static let valueDepth = 64
    /// Bytes of an object in which a resource or scope, or its schema, is looked for behind its spans.
    static let lookAhead = 16 << 20
    /// Levels of lists in lists that are looked into for spans.
    static let listDepth = 8
    /// Bytes of a stream after a syntax error in which the next element must begin; else the rest is lost.
    public static let damage = 1 << 20
}

/// How much packed data may grow into, so that a few bytes cannot keep us busy for hours.
///
/// What is inflated is decoded piece by piece and never held as a whole: these bound time, not memory.
struct InflationLimits: Sendable {
    /// Bytes that one input may unpack to at most.
    var size: Int
    /// Bytes that any input may unpack to, however well it was packed.
    var free: Int
    /// Beyond ``free``: how many bytes one byte of the file may become, however many times it was packed.
    var ratio: Int

    /// Whether so many bytes may come out of so many bytes of a file.
    func allow(_ produced: Int, from consumed: Int) -> Bool {
        if produced > size { return false }
        return produced <= free || produced / ratio <= consumed
    }
}

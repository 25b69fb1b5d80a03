/// How a stream is cut into windows, and when two threads share one.
struct WindowLimits: Sendable {
    /// Bytes of a window, unless one element needs more.
    let size: Int
    /// A window with at least as many bytes is shared.
    let shared: Int
    /// Bytes that one thread reads of it before it looks for a place where the other may begin.
    let beginning: Int
    /// Windows, one after the other, in which no such place was found, or a wrong one, before no more are looked for.
    let vain: Int
}

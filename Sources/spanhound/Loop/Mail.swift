import Explorer

/// What other threads tell the loop.
enum Mail: Sendable {
    /// Something happened.
    case action(Action)
    /// A load has news, which it keeps until they are taken.
    case load(Load)
}

import Explorer

/// What other threads tell the loop.
enum Mail: Sendable {
    /// Something happened.
    case action(Action)
    /// A thread that reads has news, which are kept until they are taken.
    case news(News)
}

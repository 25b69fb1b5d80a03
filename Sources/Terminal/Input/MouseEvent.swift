/// A press, release or turn of the wheel at a place of the screen.
public struct MouseEvent: Hashable, Sendable {
    /// What was done.
    public enum Action: Hashable, Sendable {
        /// A button went down: 0 left, 1 middle, 2 right.
        case press(button: Int)
        /// A button came up.
        case release(button: Int)
        /// The pointer moved while a button was down.
        case drag(button: Int)
        /// The wheel turned by one notch, towards the top or the bottom of what is scrolled.
        case wheelUp, wheelDown
    }

    /// What was done.
    public var action: Action
    /// Over which cell of the screen.
    public var point: Point
    /// What was held.
    public var modifiers: Key.Modifiers

    /// What was done with the mouse, and where.
    public init(_ action: Action, at point: Point, modifiers: Key.Modifiers = []) {
        self.action = action
        self.point = point
        self.modifiers = modifiers
    }
}

extension LineEditor {
    /// The keys that edit a line, as shells have them.
    static let edits: [Key: @Sendable (inout LineEditor) -> Void] = [
        Key(.backspace): { $0.deleteBackward() },
        Key(.delete): { $0.deleteForward() },
        Key(.left): { $0.move(by: -1) },
        Key(.right): { $0.move(by: 1) },
        Key(.home): { $0.moveToStart() },
        Key(.end): { $0.moveToEnd() },
        Key(.left, .control): { $0.moveWordBackward() },
        Key(.right, .control): { $0.moveWordForward() },
        .control("A"): { $0.moveToStart() },
        .control("E"): { $0.moveToEnd() },
        .control("B"): { $0.move(by: -1) },
        .control("F"): { $0.move(by: 1) },
        .control("D"): { $0.deleteForward() },
        .control("K"): { $0.deleteToEnd() },
        .control("U"): { $0.deleteToStart() },
        .control("W"): { $0.deleteWordBackward() },
    ]
}

/// Why there can be no screen.
public struct TerminalError: Error, Hashable, Sendable {
    /// What is in the way.
    public enum Code: Hashable, Sendable {
        /// Standard output is no terminal.
        case outputIsNoTerminal
        /// Standard input is no terminal, and there is none from which keys could come instead.
        case noKeyboard
        /// The terminal can only print lines, as `TERM=dumb` says.
        case cannotPlaceCursor
        /// Neither the terminal's description nor that of an ordinary one is installed.
        case noDescription
        /// There is a screen already.
        case alreadyOpen
    }

    /// What is in the way.
    public let code: Code
    /// The value of TERM, as far as it matters.
    public let terminal: String
}

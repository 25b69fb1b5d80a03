/// How the program ends; scripts rely on these numbers.
enum ExitStatus: Int32, Error {
    /// The question was answered.
    case success = 0
    /// The answer is no: no such trace.
    case no = 1
    /// The command line asks for something that cannot be.
    case usage = 2
    /// The input was not understood.
    case input = 3
    /// The source cannot be reached, or does not want to answer.
    case source = 4
    /// Ctrl-C.
    case interrupted = 130
}

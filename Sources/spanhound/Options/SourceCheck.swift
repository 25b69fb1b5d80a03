import Glibc
import TraceModel

/// Tells before the screen is taken over that there is nothing to read.
enum SourceCheck {
    /// - Throws: when no source can be read at all; if only some cannot, the explorer says so.
    static func check(_ sources: [String]) throws(Failure) {
        var first: Failure?
        for source in sources {
            if source == "-" {
                guard isatty(STDIN_FILENO) == 1 else { return }
                first = first ?? Failure(.usage, code: "no-source", "standard input is a terminal; pipe traces into it, or name a file")
            } else if access(source, R_OK) == 0 {
                return
            } else {
                let code: DiagnosticCode =
                    errno == ENOENT || errno == ENOTDIR ? .noSuchFile : errno == EACCES ? .permissionDenied : .unreadable
                first = first ?? Failure(InputError(Diagnostic(code, at: Place(source: source))))
            }
        }
        if let first { throw first }
    }
}

import Glibc

/// The file that has to go when a signal ends the program, because it is not finished.
enum LeftoverFile {
    // Commands run on the main thread only, one a process; beside it only signals read this.
    private nonisolated(unsafe) static var path: UnsafeMutablePointer<CChar>?

    /// Names the file, of which there is one at a time.
    static func name(_ path: String) {
        self.path = strdup(path)
        for number in [SIGINT, SIGTERM, SIGHUP] {
            let before = signal(number) { number in
                if let path = LeftoverFile.path { unlink(path) }
                // Ends the program, as if nothing had stood in between.
                signal(number, SIG_DFL)
                raise(number)
            }
            // Under nohup a signal that was ignored stays so.
            if unsafeBitCast(before, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self) { signal(number, SIG_IGN) }
        }
    }

    /// It is finished, or gone.
    static func forget() {
        // The text itself is not freed: a signal may be reading it.
        path = nil
    }
}

import Glibc

/// Stopping the program for the shell, as Ctrl-Z does.
enum JobControl {
    /// Stops all processes of the job, as the terminal would, and returns when it goes on; at once if there is no shell that could continue it.
    ///
    /// The signal has to be let through for that, with its usual effect; the answer to it, SIGCONT, is taken off the queue.
    static func stop() {
        var stopping = sigset_t()
        sigemptyset(&stopping)
        sigaddset(&stopping, SIGTSTP)
        let handler = signal(SIGTSTP, SIG_DFL)
        pthread_sigmask(SIG_UNBLOCK, &stopping, nil)
        kill(0, SIGTSTP)
        pthread_sigmask(SIG_BLOCK, &stopping, nil)
        signal(SIGTSTP, handler)

        var continuing = sigset_t()
        sigemptyset(&continuing)
        sigaddset(&continuing, SIGCONT)
        var now = timespec()
        sigtimedwait(&continuing, nil, &now)
    }
}

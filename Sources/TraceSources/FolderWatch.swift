import Glibc

/// Tells when something changes in some folders.
///
/// The system says so for local disks; for others the folders are looked at every second.
final class FolderWatch {
    // A class because the descriptor is closed with it.

    /// Time between two looks at what the system may not tell of, in milliseconds.
    private static let interval: Int32 = 1000
    /// Time in which changes are gathered before they are looked at, in microseconds.
    private static let pause: UInt32 = 50_000

    private let descriptor = inotify_init1(Int32(IN_NONBLOCK | IN_CLOEXEC))
    private var watched: Set<String> = []

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// Watches a folder, or the one a file is in.
    func add(_ path: String) {
        var status = stat()
        let isFolder = stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
        if isFolder { watch(path) } else { add(folderOf: path) }
    }

    /// Watches the folder that a file is in.
    func add(folderOf path: String) {
        guard let slash = path.lastIndex(of: "/") else { return watch(".") }
        watch(slash == path.startIndex ? "/" : String(path[..<slash]))
    }

    private func watch(_ folder: String) {
        guard watched.insert(folder).inserted, descriptor >= 0 else { return }
        inotify_add_watch(descriptor, folder, UInt32(IN_MODIFY | IN_CREATE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE | IN_ATTRIB))
    }

    /// Sleeps until something changes, or a second is over, or it is time to stop.
    func wait(_ cancellation: Cancellation) {
        var requests = [
            pollfd(fd: cancellation.descriptor, events: Int16(POLLIN), revents: 0),
            pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
        ]
        guard poll(&requests, nfds_t(requests.count), Self.interval) > 0, !cancellation.isCancelled else { return }
        usleep(Self.pause)
        // What happened does not matter: every followed file is looked at.
        var events = [UInt8](repeating: 0, count: 4096)
        while read(descriptor, &events, events.count) > 0 {}
    }
}

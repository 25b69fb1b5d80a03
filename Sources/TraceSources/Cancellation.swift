import CSystem
import Glibc
import Synchronization

/// A wish to stop, told to whoever works on another thread, and waking it if it waits for input.
///
/// It can be asked at any time and, being a descriptor too, waited for together with files: no timer has to look for it.
public final class Cancellation: Sendable {
    // A class because those who wish and those who work share it.

    private let flag = Atomic(false)
    /// Made when somebody first waits; -1 when the system has none to give: then only asking tells.
    private let wake = Mutex<Int32?>(nil)

    /// Nobody wishes to stop yet.
    public init() {}

    deinit {
        if let open = wake.withLock({ $0 }), open >= 0 { close(open) }
    }

    /// Whether to stop.
    public var isCancelled: Bool { flag.load(ordering: .acquiring) }

    /// Asks to stop; for good.
    public func cancel() {
        flag.store(true, ordering: .releasing)
        wake.withLock { if let open = $0 { Self.signal(open) } }
    }

    /// Becomes readable, and stays so, once it is time to stop.
    var descriptor: Int32 {
        wake.withLock { wake in
            if let open = wake { return open }
            let made = cs_event_descriptor()
            wake = made
            if isCancelled { Self.signal(made) }
            return made
        }
    }

    private static func signal(_ descriptor: Int32) {
        var one: UInt64 = 1
        _ = write(descriptor, &one, 8)
    }
}

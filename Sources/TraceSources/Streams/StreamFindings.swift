import Synchronization
import TraceModel

/// What the layers of a stream mended or left out, complete once the stream has ended.
///
/// A class because the layers, on their thread, and the reader share it.
final class StreamFindings: Sendable {
    private let list = Mutex(DiagnosticList())

    /// One entry a code.
    var diagnostics: [Diagnostic] { list.withLock(\.entries) }

    func add(_ diagnostic: Diagnostic) { list.withLock { $0.add(diagnostic) } }
}

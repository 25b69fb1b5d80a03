import Foundation
import Synchronization
import TestSupport
import Testing
import TraceFormats
import TraceModel

@testable import TraceSources

@Suite struct CancellationTests {
    @Test func `it can be waited for, also by who comes late`() {
        let early = Cancellation(), late = Cancellation()
        func isReadable(_ cancellation: Cancellation) -> Bool {
            var request = pollfd(fd: cancellation.descriptor, events: Int16(POLLIN), revents: 0)
            return poll(&request, 1, 0) == 1
        }
        #expect(!isReadable(early) && !early.isCancelled)
        early.cancel()
        late.cancel()
        late.cancel()
        #expect(isReadable(early) && isReadable(early) && isReadable(late) && late.isCancelled)
    }

    /// Loads a path, cancels a while after the pipe was emptied, and gives what was read; nil when the load did not end.
    private func cancelledLoad(of path: String, emptying pipe: Pipe? = nil) -> Result<Snapshot, InputError>? {
        let cancellation = Cancellation()
        let result = Mutex<Result<Snapshot, InputError>?>(nil)
        SystemThread.run {
            while let pipe, pipe.unreadCount > 0 { usleep(1000) }
            // Long enough to be asleep by then, as a rule; the outcome is the same if it is not.
            usleep(200_000)
            cancellation.cancel()
        }
        _ = isDone(within: 90) {
            let loaded = Result { () throws(InputError) in try FileLoader(paths: [path]).load(cancellation: cancellation) }
            result.withLock { $0 = loaded }
        }
        return result.withLock { $0 }
    }

    @Test func `a pipe that nobody writes to is opened and left at once`() throws {
        let folder = try TemporaryFolder()
        let path = folder.url.appendingPathComponent("pipe").path
        try #require(mkfifo(path, 0o600) == 0)
        let result = try #require(cancelledLoad(of: path))
        #expect(throws: InputError.self) { try result.get() }
    }

    @Test("A pipe that gives no more is left at once, with what it gave", arguments: [nil, .gzip, .zstd] as [Compression?])
    func silentPipe(compression: Compression?) throws {
        let pipe = try Pipe()
        let trace =
            #"{"traceID":"1","spans":[{"traceID":"1","spanID":"2","operationName":"a","startTime":1,"duration":1}],"processes":{}},"#
        let text = Array(("[" + String(repeating: trace, count: 20)).utf8)
        try pipe.write(compression.map { try packed(text, $0) } ?? text)
        let snapshot = try #require(cancelledLoad(of: pipe.path, emptying: pipe)).get()
        #expect(snapshot.spanCount >= 19)
        #expect(snapshot.sources[0].diagnostics.entries.contains { $0.code == .interrupted })
    }
}

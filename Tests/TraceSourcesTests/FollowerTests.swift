import Foundation
import Synchronization
import TestSupport
import Testing
import TraceModel

@testable import TraceSources

/// A load that follows, on a thread of its own, and what it has told so far.
private final class FollowingLoad: Sendable {
    private let latest = Mutex<Snapshot?>(nil)
    private let isFollowing = Mutex(false)
    private let ended = Mutex<Snapshot?>(nil)
    private let cancellation = Cancellation()

    init(_ paths: [String]) {
        SystemThread.run { [self] in
            let end = try? FileLoader(paths: paths, follows: true).load(cancellation: cancellation) { update in
                if let snapshot = update.snapshot { self.latest.withLock { $0 = snapshot } }
                self.isFollowing.withLock { $0 = update.progress.isFollowing }
            }
            ended.withLock { $0 = end ?? .empty }
        }
    }

    /// Waits until a snapshot shows what is asked for.
    func wait(until condition: (Snapshot) -> Bool) -> Bool {
        for _ in 0..<9000 {
            if isFollowing.withLock({ $0 }), let snapshot = latest.withLock({ $0 }), condition(snapshot) { return true }
            usleep(10_000)
        }
        return false
    }

    /// Waits until so many spans are there.
    func wait(spans: Int) -> Bool { wait { $0.spanCount == spans } }

    /// Stops and gives what was read.
    func stop() -> Snapshot {
        cancellation.cancel()
        while true {
            if let snapshot = ended.withLock({ $0 }) { return snapshot }
            usleep(1000)
        }
    }
}

/// A line of OTLP JSON with one span.
private func line(_ id: Int, trace: Int = 1) -> String {
    #"{"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"s"}}]},"scopeSpans":[{"spans":[{"traceId":"\#(String(format: "%032x", trace))","spanId":"\#(String(format: "%016x", id))","name":"op","startTimeUnixNano":"1000","endTimeUnixNano":"2000"}]}]}]}"#
        + "\n"
}

extension TemporaryFolder {
    fileprivate func append(_ text: String, to name: String) throws {
        let handle = try FileHandle(forWritingTo: url.appendingPathComponent(name))
        try handle.seekToEnd()
        try handle.write(contentsOf: Data(text.utf8))
        try handle.close()
    }
}

@Suite struct FollowerTests {
    @Test func `what is appended is read, and a cut line is kept until it is whole`() throws {
        let folder = try TemporaryFolder()
        let file = try folder.file("live.jsonl", line(1))
        let load = FollowingLoad([file.path])
        #expect(load.wait(spans: 1))
        try folder.append(line(2) + line(3).prefix(60), to: "live.jsonl")
        #expect(load.wait(spans: 2))
        try folder.append(String(line(3).dropFirst(60)), to: "live.jsonl")
        #expect(load.wait(spans: 3))
        let end = load.stop()
        #expect(end.traces.count == 1)
        #expect(end.sources.map(\.spans) == [3])
        #expect(end.sources[0].diagnostics.entries.filter { $0.severity > .note } == [])
    }

    @Test func `a file that is replaced goes on under its name, and its renamed former self is not read twice`() throws {
        let folder = try TemporaryFolder()
        _ = try folder.file("live.jsonl", line(1))
        let load = FollowingLoad([folder.url.path])
        #expect(load.wait(spans: 1))
        try FileManager.default.moveItem(
            at: folder.url.appendingPathComponent("live.jsonl"), to: folder.url.appendingPathComponent("live-1.jsonl"))
        _ = try folder.file("live.jsonl", line(2) + line(3))
        #expect(load.wait(spans: 3))
        try folder.append(line(4), to: "live.jsonl")
        #expect(load.wait(spans: 4))
        let end = load.stop()
        #expect(end.sources.map(\.spans) == [4])
    }

    @Test func `what was written before a file is replaced is not lost`() throws {
        let folder = try TemporaryFolder()
        let file = try folder.file("live.jsonl", line(1))
        let load = FollowingLoad([file.path])
        #expect(load.wait(spans: 1))
        try folder.append(line(2), to: "live.jsonl")
        try FileManager.default.moveItem(at: file, to: folder.url.appendingPathComponent("old.jsonl"))
        _ = try folder.file("live.jsonl", line(3))
        #expect(load.wait(spans: 3))
        _ = load.stop()
    }

    @Test func `a file that becomes shorter is read anew, and that is told`() throws {
        let folder = try TemporaryFolder()
        let file = try folder.file("live.jsonl", line(1) + line(2))
        let load = FollowingLoad([file.path])
        #expect(load.wait(spans: 2))
        try Data(line(3).utf8).write(to: file)
        #expect(load.wait(spans: 3))
        #expect(load.stop().sources[0].diagnostics.entries.map(\.code).contains(.fileCutShort))
    }

    @Test func `an empty file is waited for, and new files of a folder are read`() throws {
        let folder = try TemporaryFolder()
        _ = try folder.file("empty.jsonl", "")
        let load = FollowingLoad([folder.url.path])
        #expect(load.wait(spans: 0))
        try folder.append(line(1), to: "empty.jsonl")
        #expect(load.wait(spans: 1))
        _ = try folder.file("new.json", line(2, trace: 2))
        #expect(load.wait(spans: 2))
        #expect(load.stop().traces.count == 2)
    }

    @Test func `an empty folder is waited for`() throws {
        let folder = try TemporaryFolder()
        let load = FollowingLoad([folder.url.path])
        #expect(load.wait(spans: 0))
        _ = try folder.file("first.jsonl", line(1))
        #expect(load.wait(spans: 1))
        #expect(load.stop().sources.flatMap(\.diagnostics.entries).filter { $0.severity > .note } == [])
    }

    @Test func `a compressed file is read once, and that is told`() throws {
        let folder = try TemporaryFolder()
        let file = folder.url.appendingPathComponent("packed.jsonl.gz")
        try Data(packed(Array(line(1).utf8), .gzip)).write(to: file)
        let load = FollowingLoad([file.path])
        #expect(load.wait(spans: 1))
        // It is not read again when something else changes in its folder.
        _ = try folder.file("other.jsonl", line(2))
        let more = FollowingLoad([folder.url.path])
        #expect(more.wait(spans: 2))
        try folder.append(line(3), to: "other.jsonl")
        #expect(more.wait(spans: 3))
        #expect(more.stop().sources.map(\.spans) == [2, 1])
        #expect(load.stop().sources[0].diagnostics.entries.map(\.code) == [.notFollowed])
    }

    @Test func `what is no trace file is told once, however often its folder changes`() throws {
        let folder = try TemporaryFolder()
        _ = try folder.file("bad.json", #"{"a":1}"#)
        _ = try folder.file("live.jsonl", line(1))
        let load = FollowingLoad([folder.url.path])
        #expect(load.wait(spans: 1))
        for id in 2...4 {
            try folder.append(line(id), to: "live.jsonl")
            #expect(load.wait(spans: id))
        }
        let bad = load.stop().sources[0].diagnostics.entries
        #expect(bad.map(\.code) == [.notATraceFile])
        #expect(bad.map(\.count) == [1])
    }

    @Test func `what is no trace file is refused as ever`() throws {
        let folder = try TemporaryFolder()
        let file = try folder.file("x.json", #"{"a":1}"#)
        #expect(throws: InputError.self) { try FileLoader(paths: [file.path], follows: true).load() }
    }
}

@Suite struct FileListingTests {
    @Test func `a file named twice is read once, and that is told`() throws {
        let folder = try TemporaryFolder()
        let file = try folder.file("a.json", line(1))
        let snapshot = try FileLoader(paths: [file.path, folder.url.path]).load()
        #expect(snapshot.spanCount == 1)
        #expect(snapshot.sources.flatMap(\.diagnostics.entries).map(\.code).contains(.sameFile))
    }

    @Test func `copies of a file are read, and their spans are shown with the first`() throws {
        let folder = try TemporaryFolder()
        _ = try folder.file("a.json", line(1))
        _ = try folder.file("b.json", line(1))
        let snapshot = try FileLoader(paths: [folder.url.path]).load()
        #expect(snapshot.spanCount == 2)
        let trace = snapshot[snapshot.traces[0]]
        #expect((trace.spanCount, trace.copies(of: 0).count) == (2, 1))
    }

    @Test func `of a folder the files with names of trace files are read, packed or not`() throws {
        let folder = try TemporaryFolder()
        for name in ["a.json", "b.jsonl.zst", "c.pb.gz", "d.NDJSON", "e.binpb", "f.txt", "g", ".h.json"] { _ = try folder.file(name, "x") }
        let names = FileListing([folder.url.path]).files.map { String($0.path.split(separator: "/").last ?? "") }
        #expect(names == ["a.json", "b.jsonl.zst", "c.pb.gz", "d.NDJSON", "e.binpb"])
    }
}

import Foundation
import Synchronization
import TestSupport
import Testing
import TraceModel

@testable import TraceSources

private func span(_ trace: Int, _ id: Int, parent: Int = 0, filler: String = "x") -> String {
    let references = parent > 0 ? #"{"refType":"CHILD_OF","traceID":"\#(trace)","spanID":"\#(parent)"}"# : ""
    return
        #"{"traceID":"\#(trace)","spanID":"\#(id)","operationName":"op\#(id % 7)","references":[\#(references)],"startTime":\#(1000 + id),"duration":\#(id % 50),"tags":[{"key":"filler","type":"string","value":"\#(filler)\#(id)"}],"logs":[],"processID":"p\#(id % 3)"}"#
}

private let processes =
    #""processes":{"p0":{"serviceName":"a","tags":[]},"p1":{"serviceName":"b","tags":[]},"p2":{"serviceName":"c","tags":[]}}"#

private func trace(_ number: Int, spans: Int, filler: String = "x") -> String {
    #"{"traceID":"\#(number)","spans":[\#((1...spans).map { span(number, $0, parent: $0 / 2, filler: filler) }.joined(separator: ","))],\#(processes)}"#
}

/// A folder that goes away with the test.
private final class Scratch {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent("spanhound-\(UUID().uuidString)")
    init() throws { try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true) }
    deinit { try? FileManager.default.removeItem(at: url) }

    func write(_ name: String, _ text: String) throws -> String {
        let file = url.appendingPathComponent(name)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
        return file.path
    }
}

@Suite struct FileLoaderTests {
    @Test func `a large file read by two workers gives what one pass gives`() throws {
        let scratch = try Scratch()
        let filler = String(repeating: "f", count: 700)
        let text = #"{"data":[\#((1...60).map { trace($0, spans: 700, filler: filler) }.joined(separator: ","))]}"#
        let file = try scratch.write("large.json", text)
        let pipe = try FileLoader(paths: [file]).load()
        #expect(pipe.spanCount == 42_000)
        #expect(pipe.traces.count == 60)
        #expect(pipe.sources[0].diagnostics.entries == [])
        for row in pipe.traces {
            #expect(pipe[row].spanCount == 700)
            #expect(pipe[row].orphanSpans == 0)
            #expect(pipe[row].serviceCount == 3)
        }
        let pretty = try scratch.write("pretty.json", text.replacing("},{", with: "},\n  {").replacing(#""spanID""#, with: "\n \"spanID\""))
        #expect(try FileLoader(paths: [pretty]).load().dump == pipe.dump)
    }

    @Test func `one trace over many pieces keeps its spans and its processes`() throws {
        let scratch = try Scratch()
        let filler = String(repeating: "f", count: 900)
        let file = try scratch.write("one.json", #"{"data":[\#(trace(1, spans: 40_000, filler: filler))]}"#)
        let open = Mutex(0)
        let snapshot = try FileLoader(paths: [file]).load(onUpdate: { update in
            open.withLock { $0 = max($0, update.progress.openTrace?.spans ?? 0) }
        })
        #expect(snapshot.traces.count == 1)
        #expect(snapshot[snapshot.traces[0]].spanCount == 40_000)
        #expect(snapshot[snapshot.traces[0]].serviceCount == 3)
        #expect(snapshot.sources[0].diagnostics.entries == [])
        #expect(open.withLock { $0 } > 0)
    }

    @Test func `a hostile file of fake beginnings is still read in order`() throws {
        let scratch = try Scratch()
        // A value that holds, unescaped, an object that looks like a span: guessing a beginning there must be noticed.
        let fake = #"{"key":"m","value":[\#((1...40).map { span(9, $0) }.joined(separator: ","))]}"#
        let real = (1...3000).map { id in
            span(1, id, parent: id / 2).replacing(#""tags":["#, with: #""tags":["# + fake + ",")
        }
        let file = try scratch.write("fake.json", #"{"data":[{"traceID":"1","spans":[\#(real.joined(separator: ","))],\#(processes)}]}"#)
        let snapshot = try FileLoader(paths: [file]).load()
        #expect(snapshot.spanCount == 3000)
        #expect(snapshot.traces.count == 1)
    }

    @Test func `several files are one set and a trace split over them is joined`() throws {
        let scratch = try Scratch()
        let a = try scratch.write("a.json", #"[{"traceID":"1","spans":[\#(span(1, 1))],\#(processes)}]"#)
        let b = try scratch.write("b.json", #"[{"traceID":"1","spans":[\#(span(1, 2, parent: 1))],\#(processes)}]"#)
        let snapshot = try FileLoader(paths: [a, b]).load()
        #expect(snapshot.traces.count == 1)
        #expect(snapshot[snapshot.traces[0]].orphanSpans == 0)
        #expect(snapshot.sources.map(\.spans) == [1, 1])
    }

    @Test func `a folder is read in natural order, and what is no trace file in it is told`() throws {
        let scratch = try Scratch()
        for name in ["part-10.json", "part-2.json", "sub/part-1.json"] { _ = try scratch.write(name, "[\(trace(name.count, spans: 2))]") }
        _ = try scratch.write("deps.json", #"{"data":[{"parent":"a","child":"b"}]}"#)
        _ = try scratch.write("README.md", "# text")
        let snapshot = try FileLoader(paths: [scratch.url.path]).load()
        #expect(
            snapshot.sources.map { String($0.name.split(separator: "/").last ?? "") } == [
                "deps.json", "part-2.json", "part-10.json", "part-1.json",
            ])
        #expect(snapshot.sources[0].diagnostics.entries.map(\.code) == [.notATraceFile])
        #expect(snapshot.spanCount == 6)
    }

    @Test func `what cannot be read is told by its kind`() throws {
        let scratch = try Scratch()
        func code(_ path: String) -> DiagnosticCode? {
            do { _ = try FileLoader(paths: [path]).load() } catch { return error.diagnostic.code }
            return nil
        }
        #expect(code(scratch.url.path + "/none.json") == .noSuchFile)
        #expect(code(try scratch.write("empty.json", "")) == .emptyFile)
        #expect(code(try scratch.write("image.json", "\u{89}PNG\r\n")) == .notATraceFile)
        #expect(code(try scratch.write("page.html", "<html></html>")) == .notATraceFile)
        #expect(code(try scratch.write("half.json", #"{"data":[{"traceID":"1","spans":[{"traceID":"1","#)) == .truncated)
        let folder = try Scratch()
        #expect(code(folder.url.path) == .noTraceFileInFolder)
    }

    @Test func `cancelling keeps what was read`() throws {
        let scratch = try Scratch()
        let filler = String(repeating: "f", count: 700)
        let text = #"{"data":[\#((1...60).map { trace($0, spans: 700, filler: filler) }.joined(separator: ","))]}"#
        let file = try scratch.write("large.json", text)
        let cancellation = Cancellation()
        let snapshot = try FileLoader(paths: [file]).load(
            cancellation: cancellation,
            onUpdate: { update in
                if update.progress.spans > 0 { cancellation.cancel() }
            })
        #expect(snapshot.spanCount > 0)
        #expect(snapshot.spanCount < 42_000)
    }

    /// One trace of one span, compressed with gzip.
    private static let gzip = Base64.decode(
        """
        H4sIAAAAAAACA4uuViopSkxO9XRRslIyVNJRKi5IzCtWsorGJg7n5BekFiWWZObn+SXmpgLF8gtAKkoSi0pCMkEChjpKKaUQFUpWRrWxtbEAAN3z3WgAAAA=
        """.utf8)

    @Test func `gzip is read, several members as one text, and damage is told`() throws {
        let scratch = try Scratch()
        let whole = try #require(Self.gzip)
        func load(_ name: String, _ bytes: [UInt8]) throws -> Snapshot {
            let file = scratch.url.appendingPathComponent(name)
            try Data(bytes).write(to: file)
            return try FileLoader(paths: [file.path]).load()
        }
        let one = try load("one.json.gz", whole)
        #expect(one.spanCount == 1)
        #expect(one.sources[0].compression == "gzip")
        #expect(try load("twice.gz", whole + whole).spanCount == 2)
        #expect(try load("padded.gz", whole + [0, 0, 0, 0]).spanCount == 1)
        #expect(throws: InputError.self) { try load("cut.gz", Array(whole.prefix(40))) }
        var damaged = whole
        damaged[30] ^= 0xff
        #expect(throws: InputError.self) { try load("damaged.gz", damaged) }
    }

    @Test func `a finding in a text of several lines names its line`() throws {
        let scratch = try Scratch()
        let bad = span(1, 1).replacing("1001", with: "\"soon\"")
        let file = try scratch.write("lines.json", "[{\"traceID\":\"1\",\n\"spans\":[\n\(bad)\n],\(processes)}]")
        let finding = try #require(try FileLoader(paths: [file]).load().sources[0].diagnostics.entries.first)
        #expect(finding.code == .badNumber)
        #expect(finding.place.line == 3)
        #expect(finding.place.path == "spans[0].startTime")
        #expect(finding.place.source == file)
    }

    @Test func `natural order compares runs of digits as numbers`() {
        let names = ["b", "a10", "a9", "a09b", "a", "a010", "A1"]
        #expect(names.sorted(by: FileListing.isBefore) == ["A1", "a", "a9", "a09b", "a10", "a010", "b"])
    }
}

@Suite struct StreamTests {
    @Test func `what a stalled pipe has given is shown before more comes`() throws {
        var ends: [Int32] = [0, 0]
        try #require(pipe(&ends) == 0)
        let shown = Mutex(0)
        let snapshot = Mutex<Snapshot?>(nil)
        let reader = WorkerThreads()
        let path = "/dev/fd/\(ends[0])"
        reader.start {
            let loaded = try? FileLoader(paths: [path]).load(onUpdate: { update in
                shown.withLock { $0 = max($0, update.snapshot?.spanCount ?? 0) }
            })
            snapshot.withLock { $0 = loaded }
        }
        let output = FileHandle(fileDescriptor: ends[1], closeOnDealloc: false)
        let first = "[" + (1...400).map { trace($0, spans: 3, filler: String(repeating: "f", count: 200)) }.joined(separator: ",")
        try output.write(contentsOf: Data((first + ",").utf8))
        let deadline = ContinuousClock.now + .seconds(90)
        while shown.withLock({ $0 }) < 1190, ContinuousClock.now < deadline { usleep(2000) }
        #expect(shown.withLock { $0 } >= 1190)
        try output.write(contentsOf: Data((trace(401, spans: 3) + "]").utf8))
        try output.close()
        reader.join()
        close(ends[0])
        #expect(snapshot.withLock { $0?.spanCount } == 1203)
    }
}

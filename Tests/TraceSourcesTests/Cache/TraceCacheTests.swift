import Foundation
import Glibc
import Synchronization
import TestSupport
import Testing
import TraceModel

@testable import TraceSources

/// Traces in files of the user's own: what is kept, for how long, and what else may lie beside it.
@Suite struct TraceCacheTests {
    private let folder: TemporaryFolder
    private var path: String { folder.url.path + "/a/traces" }

    init() throws { folder = try TemporaryFolder() }

    private func shelf(_ name: String = "http_a_80", _ limits: TraceCache.Limits = .init()) -> CacheShelf {
        CacheShelf(cache: TraceCache(folder: path, limits: limits), name: name)
    }

    @Test(arguments: [
        "checkout.json", "retry-storm.json", "async-messaging.json", "formats/otlp.jsonl", "formats/zipkin-v2.json", "broken.json",
    ])
    func `a trace that is kept is found again as it was`(sample: String) throws {
        let read = try FileLoader(paths: [Places.samples.appendingPathComponent(sample).path]).load()
        let shelf = shelf()
        var found = 0
        for row in read.traces where TraceID(hex: read[row].idText) == read[row].id {
            #expect(shelf.keep(read[row]))
            let again = try #require(shelf.recall(read[row].idText, tables: SpanStore.Tables()))
            #expect(again.spanCount == read[row].spanCount)
            // Broken spans have what no format can say, such as two starts.
            if sample != "broken.json" { #expect(again.dump == read[row].dump) }
            found += 1
        }
        #expect(found > 0)
        #expect(shelf.recallAll(tables: SpanStore.Tables(), cancellation: Cancellation()).snapshot.traces.count == found)
    }

    @Test func `an id is found however it is written, and one that was not kept is not`() {
        let shelf = shelf()
        #expect(shelf.keep(trace(0xab)))
        for id in ["ab", "AB", "00000000000000AB", "0000000000000000-00000000000000ab"] {
            #expect(shelf.recall(id, tables: SpanStore.Tables())?.spanCount == 1, "\(id)")
        }
        for id in ["ac", "", "../http_a_80/ab", "x"] { #expect(shelf.recall(id, tables: SpanStore.Tables()) == nil, "\(id)") }
        #expect(self.shelf("http_b_80").recall("ab", tables: SpanStore.Tables()) == nil)
    }

    @Test func `nobody else may read what is kept, even where the folders were open before`() throws {
        mkdir(folder.url.path + "/a", 0o755)
        mkdir(path, 0o777)
        chmod(path, 0o777)
        #expect(shelf().keep(trace(1)))
        #expect(mode(path) == 0o700 && mode(path + "/http_a_80") == 0o700)
        let names = try FileManager.default.contentsOfDirectory(atPath: path + "/http_a_80")
        #expect(names == [String(repeating: "0", count: 31) + "1.pb.zst"])
        #expect(names.allSatisfy { mode(path + "/http_a_80/" + $0) == 0o600 })
    }

    @Test func `beyond the number or the size what was unused the longest goes, of whatever server`() throws {
        var limits = TraceCache.Limits()
        limits.traces = 3
        let first = shelf("http_a_80", limits), second = shelf("http_b_80", limits)
        for (id, shelf) in [(1, first), (2, second), (3, first)] as [(UInt64, CacheShelf)] {
            #expect(shelf.keep(trace(id)))
            age(shelf, id, by: 100 - Int(id))
        }
        // The first one is used again, so that the second is now the oldest.
        #expect(first.recall("1", tables: SpanStore.Tables()) != nil)
        #expect(first.keep(trace(4)))
        #expect(kept(first) == [1, 3, 4] && kept(second) == [])

        for id in 5...8 as ClosedRange<UInt64> { #expect(shelf().keep(trace(id))) }
        limits.traces = 10
        limits.bytes = try FileManager.default.contentsOfDirectory(atPath: path + "/http_a_80").reduce(0) { sum, name in
            sum + (CacheEntry(path + "/http_a_80/" + name, name: name)?.size ?? 0)
        }
        #expect(shelf("http_b_80", limits).keep(trace(9)))
        #expect(kept(first) == [1, 4, 5, 6, 7, 8] && kept(second) == [9])
    }

    @Test func `a trace that would fill the cache is not kept, and nothing of it stays behind`() throws {
        var limits = TraceCache.Limits()
        limits.bytes = 400
        let shelf = shelf("http_a_80", limits)
        let large = snapshot((1...200).map { id in SketchedSpan(UInt64(id)) { $0.attributes = [("k", .string("\(id &* 7_919)"))] } })
        #expect(shelf.keep(large[large.traces[0]]))
        #expect(kept(shelf) == [])
        #expect(try FileManager.default.contentsOfDirectory(atPath: path + "/http_a_80").isEmpty)
    }

    @Test func `whatever else lies in the folder is left alone, and a damaged file is counted and not shown`() throws {
        let shelf = shelf(), place = path + "/http_a_80/"
        #expect(shelf.keep(trace(1)))
        #expect(shelf.keep(trace(2)))
        let whole = try Data(contentsOf: URL(fileURLWithPath: place + name(1)))
        // Cut in the middle, no zstd at all, empty, another trace's name, a trace file of another kind.
        try whole.prefix(whole.count - 7).write(to: URL(fileURLWithPath: place + name(2)))
        try Data("hello".utf8).write(to: URL(fileURLWithPath: place + name(3)))
        try Data().write(to: URL(fileURLWithPath: place + name(4)))
        try whole.write(to: URL(fileURLWithPath: place + name(5)))
        try Data(#"{"data":[]}"#.utf8).write(to: URL(fileURLWithPath: place + String(repeating: "0", count: 31) + "6.json.zst"))
        // A folder, a pipe and links under names of traces; names of nobody.
        mkdir(place + name(7), 0o700)
        mkfifo(place + name(8), 0o600)
        symlink("/etc/passwd", place + name(9))
        symlink(place + name(1), place + String(repeating: "0", count: 31) + "a.pb.zst")
        for foreign in ["notes.txt", "1.pb.zst", "\u{1b}[31m", ".draft-young"] {
            try whole.write(to: URL(fileURLWithPath: place + foreign))
        }
        try whole.write(to: URL(fileURLWithPath: path + "/stray"))

        let (snapshot, damaged) = shelf.recallAll(tables: SpanStore.Tables(), cancellation: Cancellation())
        #expect(snapshot.traces.map { snapshot[$0].idText.suffix(1) } == ["1"] && damaged == 9)
        for id in 2...9 { #expect(shelf.recall("\(id)", tables: SpanStore.Tables()) == nil) }
        // The next trace takes the damaged one's place, and nothing foreign goes, not even when there is no room.
        #expect(shelf.keep(trace(2)))
        TraceCache(folder: path, limits: .init(bytes: 0, traces: 0)).trim()
        let left = try FileManager.default.contentsOfDirectory(atPath: place)
        #expect(Set(left).isSuperset(of: ["notes.txt", "1.pb.zst", "\u{1b}[31m", ".draft-young", name(7)]))
        #expect(!left.contains(name(1)) && !left.contains(name(2)))
        #expect(FileManager.default.fileExists(atPath: path + "/stray"))
    }

    @Test func `drafts that were left behind go after a while`() throws {
        let shelf = shelf()
        #expect(shelf.keep(trace(1)))
        for draft in [".draft-old", ".draft-new"] { try Data("x".utf8).write(to: URL(fileURLWithPath: path + "/http_a_80/" + draft)) }
        age(path + "/http_a_80/.draft-old", by: 7200)
        shelf.cache.trim()
        let left = try FileManager.default.contentsOfDirectory(atPath: path + "/http_a_80")
        #expect(left.sorted() == [".draft-new", name(1)])
    }

    @Test func `a folder that cannot be one, or that leads elsewhere, is told by false and nothing else`() throws {
        let elsewhere = try TemporaryFolder()
        mkdir(folder.url.path + "/a", 0o700)
        symlink(elsewhere.url.path, path)
        #expect(!shelf().keep(trace(1)))
        #expect(try FileManager.default.contentsOfDirectory(atPath: elsewhere.url.path).allSatisfy { $0 == "http_a_80" })
        let file = try folder.file("file", "")
        #expect(!CacheShelf(cache: TraceCache(folder: file.path + "/traces"), name: "http_a_80").keep(trace(1)))
        #expect(CacheShelf(cache: TraceCache(folder: file.path), name: "x").recall("1", tables: SpanStore.Tables()) == nil)
    }

    @Test func `many at a time, writing, reading and trimming, never see half a file`() {
        var limits = TraceCache.Limits()
        limits.traces = 4
        let shelf = shelf("http_a_80", limits), threads = WorkerThreads(), damage = Damage()
        for thread in 0..<4 {
            threads.start {
                for round in 0..<40 {
                    if !shelf.keep(trace(UInt64(1 + (thread + round) % 6))) { damage.add() }
                    if shelf.recallAll(tables: SpanStore.Tables(), cancellation: Cancellation()).snapshot.traces.count > 6 { damage.add() }
                    if let found = shelf.recall("\(1 + round % 6)", tables: SpanStore.Tables()), found.spanCount != 1 { damage.add() }
                }
            }
        }
        threads.join()
        #expect(damage.count == 0)
        #expect(kept(shelf).count <= 4)
    }

    // MARK: What the tests need

    private func snapshot(_ spans: [SketchedSpan]) -> Snapshot {
        let store = SpanStore()
        _ = store.addSource("answer")
        var writer = store.writer()
        for span in spans { writer.append(span, to: store) }
        store.commit(writer.takeBatch())
        return store.publish()
    }

    private func trace(_ id: UInt64) -> Trace {
        let snapshot = snapshot([SketchedSpan(1) { $0.trace = id }])
        return snapshot[snapshot.traces[0]]
    }

    private func name(_ digit: Int) -> String { String(repeating: "0", count: 31) + "\(digit).pb.zst" }

    private func kept(_ shelf: CacheShelf) -> [UInt64] {
        CacheEntry.list(shelf.cache.folder + "/" + shelf.name).compactMap(\.trace?.low).sorted()
    }

    private func age(_ shelf: CacheShelf, _ id: UInt64, by seconds: Int) {
        age(shelf.cache.folder + "/" + shelf.name + "/" + name(Int(id)), by: seconds)
    }

    private func age(_ path: String, by seconds: Int) {
        let then = timespec(tv_sec: time(nil) - seconds, tv_nsec: 0)
        utimensat(AT_FDCWD, path, [then, then], 0)
    }

    private func mode(_ path: String) -> mode_t {
        var status = stat()
        lstat(path, &status)
        return status.st_mode & 0o777
    }
}

/// A count that threads share.
private final class Damage: Sendable {
    private let state = Mutex(0)
    func add() { state.withLock { $0 += 1 } }
    var count: Int { state.withLock { $0 } }
}

import TestSupport
import Testing
import TraceModel

@testable import TraceSources

@Suite struct LiveTracesTests {
    @Test(arguments: ["checkout.json", "broken.json", "async-messaging.json", "formats/otlp.jsonl", "formats/zipkin-v2.json"])
    func `what an answer holds is held as it was read`(_ sample: String) throws {
        let live = LiveTraces(files: SpanStore().foundation(), servers: ["http://a"])
        let answer = try read([sample], live.tables)
        #expect(live.merge(answer, from: 0).dump == answer.dump)
    }

    @Test func `an answer that says the same again changes nothing`() throws {
        let live = LiveTraces(files: SpanStore().foundation(), servers: ["http://a"])
        let first = live.merge(try read(["checkout.json", "retry-storm.json"], live.tables), from: 0)
        let second = live.merge(try read(["retry-storm.json", "checkout.json"], live.tables), from: 0)
        #expect(second.spanCount == first.spanCount)
        #expect(second.chunks.reduce(0) { $0 + $1.count } == first.chunks.reduce(0) { $0 + $1.count })
        #expect(second.dump == first.dump)
    }

    @Test func `a trace that has gained spans replaces what was held of it, and other traces stay`() {
        let live = LiveTraces(files: SpanStore().foundation(), servers: ["http://a", "http://b"])
        let root = SketchedSpan(1) { $0.duration = 5 }
        let other = SketchedSpan(7) { ($0.trace, $0.name) = (2, "other") }
        live.merge(answer([root, other], live.tables), from: 0)
        live.merge(answer([other], live.tables), from: 1)
        let child = SketchedSpan(2, parent: 1) { $0.attributes = [("key", .string("value"))] }
        let grown = live.merge(answer([root, child], live.tables), from: 0)
        #expect(grown.spanCount == 4)
        #expect(grown.chunks.reduce(0) { $0 + $1.count } == 4)
        #expect(grown.trace(TraceID(low: 1))?.spanCount == 2)
        // Both servers have it, and say the same.
        #expect(grown.trace(TraceID(low: 2))?.spanCount == 2)
        #expect(grown.trace(TraceID(low: 2))?.copies(of: 0).count == 1)
        #expect(grown.sources.map(\.spans) == [3, 1])
    }

    @Test func `files stay as they are beneath what servers answer`() throws {
        let session = LoadSession(isCancelled: { false }, onUpdate: nil)
        let files = try FileLoader(paths: [Places.samples.appendingPathComponent("checkout.json").path]).load(
            into: session, cancellation: Cancellation())
        let live = LiveTraces(files: session.store.foundation(), servers: ["http://a"])
        #expect(live.snapshot.dump == files.dump)
        live.merge(answer([SketchedSpan(1) { $0.trace = 99 }], live.tables), from: 0)
        let both = live.merge(answer([SketchedSpan(1) { ($0.trace, $0.name) = (99, "changed") }], live.tables), from: 0)
        #expect(both.spanCount == files.spanCount + 1)
        #expect(both.traces.filter { both[$0].mainRoot.source.rawValue == 1 }.map { both[$0].mainRoot.name } == ["changed"])
        #expect(both.sources.map(\.name).last == "http://a")
    }

    @Test func `beyond the limit the traces answered longest ago are let go, which is told`() {
        let live = LiveTraces(files: SpanStore().foundation(), servers: ["http://a"], spanLimit: 8)
        for trace in 1...6 {
            let spans = (1...2).map { id in SketchedSpan(UInt64(id)) { $0.trace = UInt64(trace) } }
            live.merge(answer(spans, live.tables), from: 0)
        }
        let snapshot = live.snapshot
        #expect(snapshot.spanCount <= 8)
        #expect(snapshot.trace(TraceID(low: 6)) != nil)
        #expect(snapshot.trace(TraceID(low: 1)) == nil)
        #expect(snapshot.sources[0].diagnostics.entries.map(\.code).contains(.tracesLetGo))
    }

    private func read(_ samples: [String], _ tables: SpanStore.Tables) throws -> Snapshot {
        let session = LoadSession(tables: tables, isCancelled: { false }, onUpdate: nil)
        return try FileLoader(paths: samples.map { Places.samples.appendingPathComponent($0).path }).load(
            into: session, cancellation: Cancellation())
    }

    private func answer(_ spans: [SketchedSpan], _ tables: SpanStore.Tables) -> Snapshot {
        let store = SpanStore(tables: tables)
        _ = store.addSource("answer")
        var writer = store.writer()
        for span in spans { writer.append(span, to: store) }
        store.commit(writer.takeBatch())
        return store.publish()
    }
}

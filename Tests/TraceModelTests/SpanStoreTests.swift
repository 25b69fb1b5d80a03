import TestSupport
import Testing

@testable import TraceModel

@Suite struct SpanStoreTests {
    @Test func `a published snapshot does not change when more spans come`() {
        let store = SpanStore()
        let source = store.addSource("a")
        var writer = store.writer()
        Sketch(1).write(&writer, store, source: source)
        Sketch(2, parent: 1).write(&writer, store, source: source)
        store.commit(writer.takeBatch())
        let first = store.publish()
        let before = first.dump
        for id in 3..<200_000 { Sketch(UInt64(id), parent: 1, start: Int64(id)).write(&writer, store, source: source) }
        store.commit(writer.takeBatch())
        let second = store.publish()
        #expect(first.dump == before)
        #expect(first.spanCount == 2)
        #expect(second.spanCount == 199_999)
        #expect(second.traces.count == 1)
        #expect(second[second.traces[0]].spanCount == 199_999)
    }

    @Test func `batches in any order give the same trees when starts differ`() {
        let spans: [Sketch] = (1...60).map { (id: Int) -> Sketch in
            Sketch(UInt64(id), parent: UInt64(id / 3), start: Int64(id * 7 % 61), trace: UInt64(id % 4 + 1))
        }
        var dumps: Set<String> = []
        for seed in 0..<8 {
            var generator = SeededGenerator(seed: UInt64(seed))
            let store = SpanStore()
            let source = store.addSource("a")
            var writer = store.writer()
            for span in spans.shuffled(using: &generator) {
                span.write(&writer, store, source: source)
                if Bool.random(using: &generator) {
                    store.commit(writer.takeBatch())
                    _ = store.publish()
                }
            }
            store.commit(writer.takeBatch())
            dumps.insert(store.publish().dump)
        }
        #expect(dumps.count == 1)
    }

    @Test func `a trace spread over several batches is one trace`() {
        let store = SpanStore()
        let a = store.addSource("a"), b = store.addSource("b")
        var one = store.writer(), two = store.writer()
        Sketch(1).write(&one, store, source: a)
        Sketch(2, parent: 1).write(&two, store, source: b)
        store.commit(one.takeBatch())
        store.commit(two.takeBatch())
        let snapshot = store.publish()
        #expect(snapshot.traces.count == 1)
        let trace = snapshot[snapshot.traces[0]]
        #expect(trace.orphanSpans == 0)
        #expect((0..<2).map { trace.span(at: $0).source } == [a, b])
    }

    @Test func `attributes keep their types and their order`() {
        let store = SpanStore()
        let source = store.addSource("a")
        var writer = store.writer()
        let key = writer.intern("k")
        writer.attribute(key, int64: .min)
        writer.attribute(key, double: 0.1)
        writer.attribute(key, bool: true)
        writer.attribute(null: key)
        let long = Array(repeating: UInt8(ascii: "x"), count: 70_000)
        long.withUnsafeBytes { bytes in
            guard let start = bytes.baseAddress else { return }
            let isWhole = [
                writer.attribute(key, string: start, 3), writer.attribute(key, string: start, 70_000),
                writer.attribute(key, bytes: start, 2),
            ]
            #expect(isWhole == [true, true, true])
        }
        Sketch(1).write(&writer, store, source: source)
        Sketch(2, parent: 1).write(&writer, store, source: source)
        store.commit(writer.takeBatch())
        let snapshot = store.publish()
        let trace = snapshot[snapshot.traces[0]]
        let values = trace.span(at: 0).attributes.map(\.value)
        #expect(
            values == [
                .int64(.min), .double(0.1), .bool(true), .null, .string("xxx"), .string(String(repeating: "x", count: 70_000)),
                .bytes([120, 120]),
            ])
        #expect(trace.span(at: 1).attributes.isEmpty)
    }

    @Test func `an abandoned span leaves nothing behind`() {
        let store = SpanStore()
        let source = store.addSource("a")
        var writer = store.writer()
        let key = writer.intern("k")
        for _ in 0..<3 {
            for value in 0..<40_000 { writer.attribute(key, int64: Int64(value)) }
            writer.beginEvent()
            writer.attribute(key, int64: 5)
            writer.endEvent(time: 1)
            writer.beginEvent()
            writer.attribute(key, int64: 6)
            writer.link(.childOf, trace: TraceID(low: 1), isSameTrace: true, span: SpanID(9), hasTextID: false)
            writer.warning(key)
            writer.abandon()
        }
        writer.attribute(key, int64: 7)
        Sketch(1).write(&writer, store, source: source)
        store.commit(writer.takeBatch())
        let snapshot = store.publish()
        let span = snapshot[snapshot.traces[0]].span(at: 0)
        #expect(span.attributes.map(\.value) == [.int64(7)])
        #expect(span.events.isEmpty)
        #expect(span.links.isEmpty)
        #expect(span.warnings.isEmpty)
    }

    @Test func `values of a key with many distinct ones are kept as text and read back`() {
        let store = SpanStore()
        let source = store.addSource("a")
        var writer = store.writer()
        let key = writer.intern("request.id")
        for id in 1...6000 {
            var text = "request-\(id)"
            text.withUTF8 { utf8 in
                if let start = utf8.baseAddress { _ = writer.attribute(key, string: start, utf8.count) }
            }
            Sketch(UInt64(id), parent: UInt64(id / 2), start: Int64(id)).write(&writer, store, source: source)
        }
        store.commit(writer.takeBatch())
        let snapshot = store.publish()
        let trace = snapshot[snapshot.traces[0]]
        var interned = 0
        for position in 0..<6000 {
            let span = trace.span(at: position)
            #expect(span.attributes["request.id"] == .string("request-\(span.id.rawValue)"))
            if span.attributes[0].valueID != nil { interned += 1 }
        }
        #expect(interned == 4096)
    }

    @Test func `a trace that grows again and again does not fill memory with its former shapes`() {
        let store = SpanStore()
        let source = store.addSource("x"), resource = store.resources.add(service: nil, attributes: [])
        var writer = store.writer()
        func add(_ count: Int, firstID: Int) {
            for id in firstID..<firstID + count {
                var span = NewSpan(source: source)
                (span.trace, span.id, span.parent) = (TraceID(low: 1), SpanID(UInt64(id)), SpanID(id == 1 ? 0 : 1))
                (span.start, span.resource) = (Int64(id), resource)
                writer.finish(span)
            }
            store.commit(writer.takeBatch())
        }
        add(50_000, firstID: 1)
        let early = store.publish()
        for round in 0..<60 {
            add(1, firstID: 50_001 + round)
            _ = store.publish()
        }
        let late = store.publish()
        let (before, after) = (early[early.traces[0]], late[late.traces[0]])
        #expect((before.spanCount, after.spanCount) == (50_000, 50_060))
        #expect((0..<before.spanCount).allSatisfy { before.span(at: $0).id == SpanID(UInt64($0 + 1)) })
        #expect((0..<after.spanCount).allSatisfy { after.span(at: $0).id == SpanID(UInt64($0 + 1)) })
        #expect(store.treeNodes < 50_060 * 3 + SpanStore.obsoleteNodes)
    }
}

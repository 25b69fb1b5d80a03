import TestSupport
import Testing
import TraceModel

/// A Zipkin span.
private func zipkin(
    _ id: UInt64, parent: UInt64 = 0, _ service: String?, _ kind: SpanKind = .unspecified, shared: Bool = false, at start: Int64? = 0,
    lasting duration: Int64? = 10, _ change: (inout SketchedSpan) -> Void = { _ in }
) -> SketchedSpan {
    SketchedSpan(id, parent: parent) {
        $0.service = service
        $0.kind = kind
        $0.isShared = shared
        $0.mayBePiece = true
        $0.start = start
        $0.duration = duration
        change(&$0)
    }
}

/// Display order as `level id service`, folded spans in brackets.
private func drawing(_ spans: [SketchedSpan]) -> [String] {
    let snapshot = Snapshot.of(spans), trace = snapshot[snapshot.traces[0]]
    return (0..<trace.spanCount).map { position in
        let span = trace.span(at: position)
        let text = String(repeating: ".", count: trace.level(of: position) - 1) + "\(span.id.rawValue) \(span.service)"
        return trace.marks(of: position).contains(.folded) ? "(\(text))" : text
    }
}

@Suite struct SharedHalvesTests {
    @Test func `the server half is a child of the client half, whichever came first`() {
        let client = zipkin(2, parent: 1, "web", .client, at: 5), server = zipkin(2, parent: 1, "cart", .server, shared: true, at: 6)
        let root = zipkin(1, "web", .server)
        #expect(drawing([root, client, server]) == ["1 web", ".2 web", "..2 cart"])
        #expect(drawing([server, root, client]) == ["1 web", ".2 web", "..2 cart"])
        let trace = Snapshot.of([root, client, server])
        #expect(trace[trace.traces[0]].duplicateSpanIDs == 0)
    }

    @Test func `a server half without a parent's id is no root when the client half is there`() {
        let spans = [zipkin(1, "web"), zipkin(2, parent: 1, "web", .client, at: 1), zipkin(2, "cart", .server, shared: true, at: 2)]
        let snapshot = Snapshot.of(spans)
        #expect(snapshot[snapshot.traces[0]].rootSpans == 1)
        #expect(drawing(spans) == ["1 web", ".2 web", "..2 cart"])
    }

    @Test func `children of the common id belong to the server half when they are of its service, else to the client half`() {
        let halves = [zipkin(2, "web", .client), zipkin(2, "cart", .server, shared: true, at: 1)]
        let ofServer = zipkin(3, parent: 2, "cart", at: 2), ofClient = zipkin(4, parent: 2, "web", at: 3)
        #expect(drawing(halves + [ofServer, ofClient]) == ["2 web", ".2 cart", "..3 cart", ".4 web"])
    }

    @Test func `a server half without its client half keeps its parent and its children`() {
        let spans = [zipkin(1, "web"), zipkin(2, parent: 1, "cart", .server, shared: true, at: 1), zipkin(3, parent: 2, "db", at: 2)]
        #expect(drawing(spans) == ["1 web", ".2 cart", "..3 db"])
    }

    @Test func `a client and a server under one id are halves of a call even when no flag says so`() {
        let client = zipkin(2, "web", .client), server = zipkin(2, "cart", .server, at: 1), child = zipkin(3, parent: 2, "cart", at: 2)
        #expect(drawing([client, server, child]) == ["2 web", ".2 cart", "..3 cart"])
        #expect(drawing([server, child, client]) == ["2 web", ".2 cart", "..3 cart"])
    }

    @Test func `two servers of one call stand beside each other, each with its own children`() {
        let spans = [
            zipkin(2, "web", .client), zipkin(2, "cart", .server, shared: true, at: 1), zipkin(2, "stock", .server, shared: true, at: 2),
            zipkin(3, parent: 2, "stock", at: 3),
        ]
        #expect(drawing(spans) == ["2 web", ".2 cart", ".2 stock", "..3 stock"])
    }

    @Test func `halves that are each other's ancestors are cut like any cycle`() {
        let spans = [
            zipkin(2, parent: 3, "web", .client), zipkin(2, parent: 3, "cart", .server, shared: true), zipkin(3, parent: 2, "cart"),
        ]
        #expect(drawing(spans).count == 3)
    }

    @Test func `thousands of halves, copies and children under one id are all placed, each service counted`() {
        let count = 20_000
        var spans = [zipkin(1, "web", .client)]
        for place in 0..<count { spans.append(zipkin(1, "s\(place)", .server, shared: true, at: Int64(place))) }
        for place in 0..<count { spans.append(zipkin(UInt64(place) + 2, parent: 1, "s\(place)", at: Int64(place))) }
        for place in 0..<count { spans.append(SketchedSpan(1) { $0.start = Int64(place) }) }
        let snapshot = Snapshot.of(spans), trace = snapshot[snapshot.traces[0]]
        #expect(trace.spanCount == 3 * count + 1)
        #expect(trace.serviceCount == count + 2)
        #expect(Set((0..<trace.spanCount).map { trace.spanRow(at: $0).rawValue }).count == trace.spanCount)
    }
}

@Suite struct SpanRepeatsTests {
    @Test func `pieces of a span are shown as one, with the parent that one of them names`() {
        let spans = [zipkin(1, "web"), zipkin(2, "cart", at: 4), zipkin(2, parent: 1, "cart", at: 3), zipkin(3, parent: 2, nil, at: 5)]
        #expect(drawing(spans) == ["1 web", ".2 cart", "..3 ", "(.2 cart)"])
        let snapshot = Snapshot.of(spans), trace = snapshot[snapshot.traces[0]]
        #expect(trace.copies(of: 1) == 3..<4)
        #expect(trace.copies(of: 2).isEmpty)
        #expect(trace.original(of: 3) == 1)
        #expect((trace.rootSpans, trace.duplicateSpanIDs, trace.spanCount) == (1, 1, 4))
    }

    @Test func `a span in pieces stands among its siblings where its earliest piece begins, and is the main root by it`() {
        let early = zipkin(2, parent: 1, "cart", at: 2)
        let spans = [zipkin(1, "web"), zipkin(2, parent: 1, "cart", at: 9), zipkin(3, parent: 1, "db", at: 5), early]
        #expect(drawing(spans) == ["1 web", ".2 cart", "(.2 cart)", ".3 db"])
        var unknown = spans
        unknown[1].start = nil
        #expect(drawing(unknown) == drawing(spans))
        let roots = Snapshot.of([zipkin(1, "web", at: 4), zipkin(2, "web", at: 6), zipkin(2, "web", at: 1)])
        let trace = roots[roots.traces[0]]
        #expect(trace.mainRoot.id == SpanID(2) && !trace.marks(of: trace.mainRootPosition).contains(.folded))
        #expect(trace.trees == 3 && trace.rootSpans == 3)
    }

    @Test func `a piece without an endpoint belongs to the one that has one, another service's does not`() {
        #expect(drawing([zipkin(1, "web"), zipkin(1, nil)]) == ["1 web", "(1 )"])
        #expect(drawing([zipkin(1, "web"), zipkin(1, "cart")]) == ["1 web", "1 cart"])
    }

    @Test func `of other formats only spans that are alike in everything are shown as one`() {
        let span = SketchedSpan(1) { $0.attributes = [("a", .string("x")), ("b", .int64(1))] }
        let shuffled = SketchedSpan(1) { $0.attributes = [("b", .int64(1)), ("a", .string("x"))] }
        let other = SketchedSpan(1) { $0.attributes = [("a", .string("y")), ("b", .int64(1))] }
        #expect(drawing([span, span, shuffled]) == ["1 a", "(1 a)", "(1 a)"])
        #expect(drawing([span, other]) == ["1 a", "1 a"])
        #expect(drawing([span, other, other]) == ["1 a", "1 a", "(1 a)"])
    }

    @Test func `every field counts for being alike`() {
        let changes: [(inout SketchedSpan) -> Void] = [
            { $0.name = "other" }, { $0.start = 5 }, { $0.duration = 5 }, { $0.service = "b" }, { $0.isError = true },
            { $0.kind = .client },
            { $0.start = nil }, { $0.duration = nil }, { $0.attributes = [("k", .double(1))] }, { $0.resource = [("host", "h")] },
            { $0.events = [.init(time: 1, [("event", .string("x"))])] }, { $0.attributes = [("k", .bytes([1]))] },
        ]
        for change in changes { #expect(drawing([SketchedSpan(id: 1), SketchedSpan(1, change)]).allSatisfy { !$0.hasPrefix("(") }) }
        for change in changes { #expect(drawing([SketchedSpan(1, change), SketchedSpan(1, change)])[1].hasPrefix("(")) }
    }

    @Test func `a copy of a parent comes behind its descendants and before its siblings`() {
        let spans = [
            SketchedSpan(id: 1), SketchedSpan(id: 2, parent: 1), SketchedSpan(id: 3, parent: 2), SketchedSpan(id: 2, parent: 1),
            SketchedSpan(id: 3, parent: 2),
        ]
        #expect(drawing(spans) == ["1 a", ".2 a", "..3 a", "(..3 a)", "(.2 a)"])
        let snapshot = Snapshot.of(spans), trace = snapshot[snapshot.traces[0]]
        #expect(trace.copies(of: 1) == 4..<5)
        #expect(trace.copies(of: 2) == 3..<4)
        #expect(trace.copies(of: 0).isEmpty)
        #expect(trace.original(of: 4) == 1)
    }

    @Test func `many different spans with one id take linear time`() {
        let spans = (0..<50_000).map { number in SketchedSpan(7) { $0.start = Int64(number) } }
        let snapshot = Snapshot.of(spans)
        #expect(snapshot[snapshot.traces[0]].duplicateSpanIDs == 49_999)
    }
}

@Suite struct TraceNumbersTests {
    private func traces(_ ids: [TraceID], mayBeCut: Bool) -> [String] {
        let store = SpanStore()
        let source = store.addSource("x")
        for id in ids {
            var writer = store.writer()
            var span = NewSpan(source: source)
            span.trace = id
            span.id = SpanID(1)
            span.facts.mayBePiece = mayBeCut
            span.resource = store.resources.add(service: nil, attributes: [])
            writer.finish(span)
            store.commit(writer.takeBatch())
            _ = store.publish()
        }
        let snapshot = store.publish()
        return snapshot.traces.map { "\(snapshot[$0].idText): \(snapshot[$0].spanCount)" }
    }

    private let short = TraceID(low: 7), long = TraceID(high: 1, low: 7), other = TraceID(high: 2, low: 7)

    @Test func `an id that may be cut is joined with the whole one, which the trace then bears`() {
        #expect(traces([short, long], mayBeCut: true) == ["00000000000000010000000000000007: 2"])
        #expect(traces([long, short, long], mayBeCut: true) == ["00000000000000010000000000000007: 3"])
    }

    @Test func `two whole ids stay apart, and so do those of formats that cut none`() {
        #expect(traces([long, other], mayBeCut: true).count == 2)
        #expect(traces([short, long], mayBeCut: false).count == 2)
    }
}

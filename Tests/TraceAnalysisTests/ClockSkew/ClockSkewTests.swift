import TestSupport
import Testing
import TraceAnalysis
import TraceModel

/// Which spans run at times that cannot be, by Jaeger's rule.
@Suite struct ClockSkewTests {
    static let millisecond: Int64 = 1_000_000

    /// A span on a host, times in milliseconds.
    static func span(_ id: UInt64, parent: UInt64 = 0, on host: String, _ start: Int64?, _ duration: Int64?) -> SketchedSpan {
        SketchedSpan(id, parent: parent) {
            ($0.start, $0.duration) = (start.map { $0 * millisecond }, duration.map { $0 * millisecond })
            $0.service = "service \(id)"
            if !host.isEmpty { $0.resource = [("host.name", host)] }
        }
    }

    /// What each span's times are off, in milliseconds, by id; spans that are not off are left out.
    static func shifts(_ spans: [SketchedSpan], upTo maximum: Int64 = .max) throws -> [UInt64: Int64] {
        let snapshot = Snapshot.of(spans), trace = snapshot[snapshot.traces[0]]
        let shifts = try #require(trace.clockSkew(upTo: maximum)).shifts
        return Dictionary(
            shifts.map { (trace.span(at: $0.position).id.rawValue, $0.delta / millisecond) }, uniquingKeysWith: { first, _ in first })
    }

    @Test("What a server took less than its client is lost half on the way there, half on the way back; its own host follows it")
    func centres() throws {
        let spans = [
            Self.span(1, on: "a", 10, 100), Self.span(2, parent: 1, on: "b", 50, 70), Self.span(3, parent: 2, on: "b", 60, 20),
            Self.span(4, parent: 3, on: "a", 30, 10),
        ]
        // The last one is on another host than its parent, which begins at 35 by then and ends at 55.
        #expect(try Self.shifts(spans) == [2: -25, 3: -25, 4: 10])
    }

    @Test("A host that is not named has a clock of its own in every span")
    func unnamedHosts() throws {
        let spans = [
            Self.span(1, on: "", 10, 100), Self.span(2, parent: 1, on: "", 0, 60), Self.span(3, parent: 2, on: "", 0, 20),
        ]
        #expect(try Self.shifts(spans) == [2: 30, 3: 50])
    }

    @Test(
        "The first of a resource's keys that has a value names its host",
        arguments: [
            ([("host.id", "x"), ("host.ip", "1")], [("host.id", "x"), ("host.ip", "2")], true),
            ([("host.name", "x"), ("host.ip", "1")], [("host.name", "x"), ("host.ip", "2")], false),
            ([("hostname", "x"), ("ip", "1")], [("hostname", "y"), ("ip", "1")], true),
            ([("host.name", "x"), ("hostname", "y")], [("host.name", "x"), ("hostname", "z")], true),
            ([("host.id", ""), ("hostname", "y")], [("hostname", "y")], true),
            ([("pod", "x")], [("pod", "x")], false),
        ] as [([(String, String)], [(String, String)], Bool)])
    func hostKeys(one: [(String, String)], other: [(String, String)], isOneHost: Bool) throws {
        let spans = [
            SketchedSpan(1) { ($0.start, $0.duration, $0.resource) = (10, 100, one) },
            SketchedSpan(2, parent: 1) { ($0.start, $0.duration, $0.resource) = (0, 100, other) },
        ]
        let snapshot = Snapshot.of(spans)
        #expect(try #require(snapshot[snapshot.traces[0]].clockSkew()).shifts.isEmpty == isOneHost)
    }

    @Test("An address may be the first of a list, a number or bytes")
    func addressForms() throws {
        let store = SpanStore()
        let source = store.addSource("a.json")
        var writer = store.writer()
        let (list, ip) = (writer.intern("host.ip"), writer.intern("ip"))
        let resources: [[ResourceTable.NewAttribute]] = [
            [.init(ip, string: writer.intern("1.2.3.4"))], [.init(ip, int64: 16_909_060)],
            [.init(list, arrayJSON: writer.intern(#"["1.2.3.4","10.0.0.1"]"#))],
            [.init(list, arrayJSON: writer.intern("[]")), .init(ip, int64: 16_909_060)],
            [.init(ip, bytes: store.strings.intern("\u{1}\u{2}\u{3}\u{4}"))],
        ]
        for (index, resource) in resources.enumerated() {
            var span = NewSpan(source: source)
            (span.trace, span.id, span.parent) = (TraceID(low: 1), SpanID(UInt64(index + 1)), SpanID(index == 0 ? 0 : 1))
            (span.start, span.duration) = (index == 0 ? 50 : 0, 100)
            span.resource = store.resources.add(service: nil, attributes: resource)
            writer.finish(span)
        }
        store.commit(writer.takeBatch())
        let snapshot = store.publish()
        #expect(try #require(snapshot[snapshot.traces[0]].clockSkew()).shifts.isEmpty)
    }

    @Test("Tops of trees, orphans, second spans of an id and cycles stay where they are")
    func leftAlone() throws {
        let spans = [
            Self.span(1, on: "a", 10, 100), Self.span(2, parent: 1, on: "b", 0, 50), Self.span(2, parent: 1, on: "b", 1, 49),
            Self.span(3, parent: 99, on: "b", 0, 10), Self.span(4, parent: 5, on: "a", 0, 10), Self.span(5, parent: 4, on: "b", -20, 5),
        ]
        let snapshot = Snapshot.of(spans), trace = snapshot[snapshot.traces[0]]
        let skew = try #require(trace.clockSkew())
        #expect(skew.shifts.map { trace.spanRow(at: $0.position).offset } == [1] && skew.movedSpans == 1)
    }

    @Test("A copy that is shown with its span moves as it does and is not counted; what is below the span does")
    func copies() throws {
        let spans = [
            Self.span(1, on: "a", 10, 100), Self.span(2, parent: 1, on: "b", 0, 50), Self.span(2, parent: 1, on: "b", 0, 50),
            Self.span(3, parent: 2, on: "b", 5, 5),
        ]
        let snapshot = Snapshot.of(spans)
        let skew = try #require(snapshot[snapshot.traces[0]].clockSkew())
        #expect(skew.shifts.map(\.isFolded) == [false, false, true] && skew.movedSpans == 2)
        #expect(skew.shifts.allSatisfy { $0.delta == 35 * Self.millisecond })
    }

    @Test("What is not known is not compared: no start, no length, or a negative one")
    func unknownTimes() throws {
        let spans = [
            Self.span(1, on: "a", 10, 100), Self.span(2, parent: 1, on: "b", nil, 50), Self.span(3, parent: 2, on: "c", 0, 10),
            // Of no known length: may not begin before its parent, and that is all.
            Self.span(4, parent: 1, on: "b", 0, nil), Self.span(5, parent: 1, on: "b", 500, nil), Self.span(6, parent: 4, on: "c", 3, 5),
            // Counts as no time at all, so it belongs in the middle.
            Self.span(7, parent: 1, on: "b", 0, -7),
        ]
        #expect(try Self.shifts(spans) == [4: 10, 6: 7, 7: 60])
    }

    @Test("Times at the ends of the range do not overflow")
    func extremeTimes() throws {
        let snapshot = Snapshot.of([
            SketchedSpan(1) { ($0.start, $0.duration) = (.max - 10, .max) },
            SketchedSpan(2, parent: 1) { ($0.start, $0.duration) = (.min, .max) },
            SketchedSpan(3, parent: 2) { ($0.start, $0.duration) = (.max, 5) },
        ])
        let skew = try #require(snapshot[snapshot.traces[0]].clockSkew())
        #expect(skew.greatestShift == .max)
        #expect(snapshot.adjustingClockSkew(upTo: .max)?.snapshot.spanCount == 3)
    }

    @Test("Long chains and wide parents are walked without recursion", arguments: [true, false])
    func greatShapes(isChain: Bool) throws {
        let spans = (1...100_000 as ClosedRange<UInt64>).map { id in
            SketchedSpan(id, parent: id == 1 ? 0 : isChain ? id - 1 : 1) {
                ($0.start, $0.duration) = (-Int64(id), 1000)
                $0.resource = [("host.id", "\(id % 7)")]
            }
        }
        let snapshot = Snapshot.of(spans)
        let skew = try #require(snapshot[snapshot.traces[0]].clockSkew())
        #expect(skew.greatestShift == 99_999)
        // One of seven children of the same parent is on its host; in the chain none is.
        #expect(skew.movedSpans == (isChain ? 99_999 : 99_999 - 14_285))
    }

    @Test("A cancelled walk has no answer")
    func isCancelled() {
        let snapshot = Snapshot.of((1...5000).map { Self.span($0, on: "a", 0, 1) })
        let trace = snapshot[snapshot.traces[0]]
        #expect(trace.clockSkew(isCancelled: { true }) == nil && snapshot.clockSkew(isCancelled: { true }) == nil)
        #expect(snapshot.adjustingClockSkew(upTo: 1, isCancelled: { true }) == nil)
    }
}

import TestSupport
import Testing
import TraceModel

@testable import TraceAnalysis

/// What traces of one set have that those of another lack.
@Suite struct SetDifferencesTests {
    /// One trace of one span a call, whose number decides what it says.
    static func compare(
        _ selected: Int, _ baseline: Int, _ change: (Int, Bool, inout SketchedSpan) -> Void
    ) throws -> SetDifferences {
        let spans = (0..<selected + baseline).map { index in
            SketchedSpan(UInt64(index + 1)) {
                $0.trace = UInt64(index + 1)
                $0.duration = index < selected ? 200 : 100
                change(index < selected ? index : index - selected, index < selected, &$0)
            }
        }
        let snapshot = Snapshot.of(spans)
        return try #require(
            snapshot.differences(selected: Array(snapshot.traces[..<selected]), baseline: Array(snapshot.traces[selected...])))
    }

    static func text(_ items: [DifferenceItem]) -> [String] {
        items.map { "\($0.scope.name) \($0.key)=\($0.value?.text ?? "(absent)")" }
    }

    @Test("20 slow traces against 80: the version stands first, then the region; hosts and request ids are chance")
    func workedExample() throws {
        let found = try Self.compare(20, 80) { index, isSelected, span in
            span.attributes = [
                ("version", .string(isSelected || index < 8 ? "v2" : "v1")),
                ("region", .string(index < (isSelected ? 15 : 20) ? "eu" : "r\((index + 1) % 40)")),
                ("host", .string(index < (isSelected ? 3 : 10) ? "h1" : "h\(index % 30 + 2)")),
            ]
            if isSelected, index == 0 { span.attributes.append(("request.id", .string("7f"))) }
        }
        #expect(found.selectedTraces == 20 && found.baselineTraces == 80 && !found.hasFewTraces)
        #expect(found.rows.map { Self.text($0.items) } == [["span version=v2"], ["span region=eu"]])
        #expect(found.rows.map { Self.text($0.opposites) } == [["span version=v1"], []])
        let version = found.rows[0].score, region = found.rows[1].score
        #expect([version.selected, version.baseline, region.selected, region.baseline] == [20, 8, 15, 20])
        #expect(abs(version.difference - 0.9) < 1e-9 && abs(version.ratio - 0.818) < 0.001 && abs(version.z - 8.02) < 0.01)
        #expect(abs(region.difference - 0.5) < 1e-9 && abs(region.ratio - 0.5) < 1e-9 && abs(region.z - 4.19) < 0.01)
        // 28 traces with v2 take (20 · 200 + 8 · 100) / 28 on average, those without 100; a share of 28 %.
        #expect(found.rows[0].latencyExplained == 20)
        #expect(found.numbers.isEmpty)
    }

    @Test("The scores of hosts and of request ids are those of the worked example, and hidden")
    func hidden() {
        let host = DifferenceScore(3, of: 20, 10, of: 80), request = DifferenceScore(1, of: 20, 0, of: 80)
        #expect(abs(host.difference - 0.025) < 1e-9 && abs(host.z - 0.3) < 0.01 && !host.isTelling(beyond: 3))
        #expect(
            abs(request.difference - 0.05) < 1e-9 && request.ratio == 1 && abs(request.z - 2.01) < 0.01 && !request.isTelling(beyond: 3))
        // Four of four against none of a thousand is far from chance, but four traces are no ground to stand on.
        let few = DifferenceScore(4, of: 4, 0, of: 1000)
        #expect(few.z > 30 && !few.isTelling(beyond: 3))
    }

    @Test("Among many items a difference has to be larger, as some are large by chance")
    func many() throws {
        for (count, logarithm) in [(1, 0.0), (2, 0.693), (100, 4.605), (10_000, 9.21), (0, 0)] {
            #expect(abs(DifferenceScore.naturalLogarithm(of: count) - logarithm) < 0.1)
        }
        #expect(DifferenceScore.leastZ(of: 50) == 3 && DifferenceScore.leastZ(of: 10_000) > 4)
        // 2,000 attributes that mean nothing: one by one, some lie beyond 3.
        var random = SeededGenerator(seed: 3)
        let found = try Self.compare(50, 50) { _, _, span in
            span.attributes = (0..<2000).map { ("k\($0)", .bool(Bool.random(using: &random))) }
        }
        #expect(found.rows.count <= 1)
    }

    @Test("No more items are told apart than a limit; how many are left out is known")
    func leftOut() throws {
        let keys = SetDifferences.itemLimit + 500
        let found = try Self.compare(10, 10) { _, isSelected, span in
            span.attributes = (0..<keys).map { ("k\($0)", .string(isSelected ? "a" : "b")) }
        }
        #expect(found.rows.count == 1 && found.leftOut == 2 * keys - SetDifferences.itemLimit)
        #expect(found.rows[0].items.count == SetDifferences.itemLimit && found.rows[0].opposites.isEmpty)
    }

    @Test("A key that the selection lacks is a difference, and a key that only the selection has says it once")
    func absence() throws {
        let found = try Self.compare(30, 30) { index, isSelected, span in
            span.attributes = isSelected ? [] : [("cache", .string("hit \(index % 10)"))]
        }
        #expect(found.rows.count == 1)
        #expect(Self.text(found.rows[0].items) == ["span cache=(absent)"] && found.rows[0].opposites.isEmpty)
        #expect(found.rows[0].score.difference == 1 && found.rows[0].latencyExplained == 50)
        let other = try Self.compare(30, 30) { index, isSelected, span in
            span.attributes = isSelected ? [("retry", .bool(true))] : []
        }
        #expect(other.rows.map { Self.text($0.items) } == [["span retry=true"]])
        #expect(other.rows.map { Self.text($0.opposites) } == [["span retry=(absent)"]])
    }

    @Test("What the same traces have is one row, in every scope, and so is what all others have instead")
    func merging() throws {
        let found = try Self.compare(25, 75) { index, isSelected, span in
            span.service = isSelected ? "cart-v2" : "cart"
            span.name = "get"
            span.resource = [("host.name", isSelected ? "b" : "a")]
            span.attributes = [("db.system", .string(isSelected ? "redis" : "mysql"))]
            // 24 of 25 traces are nearly the same ones, 20 are not.
            if isSelected, index < 24 { span.events = [.init(time: 0, [("message", .string("cache miss"))])] }
            if isSelected, index < 20 { span.attributes.append(("retry", .int64(2))) }
        }
        #expect(found.rows.count == 2)
        #expect(
            Self.text(found.rows[0].items) == [
                "service service.name=cart-v2", "operation cart-v2=get", "resource host.name=b", "span db.system=redis",
                "event message=cache miss",
            ])
        #expect(
            Self.text(found.rows[0].opposites) == [
                "service service.name=cart", "operation cart=get", "resource host.name=a", "span db.system=mysql",
                "event message=(absent)",
            ])
        #expect(Self.text(found.rows[1].items) == ["span retry=2"])
    }

    @Test("Ids of traces and spans are never grouped, whatever they are called; other ids are when they tell something")
    func identities() throws {
        let keys = ["trace_id", "traceID", "x-b3-spanid", "dd.trace.id", "parent.span_id", "parentSpanId", "traceparent"]
        let found = try Self.compare(20, 20) { _, isSelected, span in
            span.attributes = keys.map { ($0, .string(isSelected ? "1" : "2")) }
            span.attributes.append(("customer.id", .string(isSelected ? "acme" : "other")))
        }
        #expect(found.rows.map { Self.text($0.items) } == [["span customer.id=acme"]])
        #expect(DifferenceKeys.words("http.requestID2-url") == ["http", "request", "id2", "url"])
    }

    @Test("Attributes that say nothing new can be left out, but not services and operations that are called like them")
    func ignoring() throws {
        let snapshot = Snapshot.of(
            (1...40).map { id in
                SketchedSpan(id) {
                    ($0.trace, $0.service, $0.name) = (id, "error", id <= 20 ? "fails" : "works")
                    $0.attributes = [("error", .bool(id <= 20)), ("pod", .string(id <= 20 ? "a" : "b"))]
                }
            })
        let found = try #require(
            snapshot.differences(
                selected: Array(snapshot.traces[..<20]), baseline: Array(snapshot.traces[20...]), ignoring: { $0 == "error" }))
        #expect(found.rows.map { Self.text($0.items) } == [["operation error=fails", "span pod=a"]])
    }

    @Test("A value counts once a trace, however many spans say it, and copies of a span say nothing")
    func oncePerTrace() throws {
        var spans: [SketchedSpan] = []
        for trace in 1...20 as ClosedRange<UInt64> {
            for id in 1...3 as ClosedRange<UInt64> {
                spans.append(
                    SketchedSpan(trace * 10 + id, parent: id == 1 ? 0 : trace * 10 + 1) {
                        $0.trace = trace
                        $0.attributes = [("pod", .string(trace <= 10 ? "x" : "y"))]
                    })
            }
        }
        let snapshot = Snapshot.of(spans)
        let found = try #require(
            snapshot.differences(selected: Array(snapshot.traces[..<10]), baseline: Array(snapshot.traces[10...])))
        #expect(found.rows.map(\.score.selected) == [10] && found.rows.map(\.score.baseline) == [0])
    }

    @Test("Without traces on a side nothing differs; with one a side nothing can be told")
    func fewTraces() throws {
        let snapshot = TraceDrawing.snapshot("a op  ===  x=1\n\nb op  =  x=2")
        for (selected, baseline) in [([], snapshot.traces), (snapshot.traces, []), ([], [])] {
            let found = try #require(snapshot.differences(selected: selected, baseline: baseline))
            #expect(found.isEmpty && found.hasFewTraces)
        }
        let found = try #require(snapshot.differences(selected: [snapshot.traces[0]], baseline: [snapshot.traces[1]]))
        #expect(found.isEmpty && found.hasFewTraces && found.selectedTraces == 1)
        #expect(snapshot.differences(selected: snapshot.traces, baseline: snapshot.traces)?.isEmpty == true)
        #expect(Snapshot.empty.differences(selected: [], baseline: [])?.isEmpty == true)
    }

    @Test("Sets of two snapshots are compared by what their texts say")
    func twoSnapshots() throws {
        func snapshot(_ pod: String, _ noise: String) -> Snapshot {
            .of(
                (1...10).map { id in
                    SketchedSpan(id) {
                        $0.trace = id
                        // Other strings first, so that equal strings have other rows.
                        $0.attributes = [(noise, .string(noise)), ("pod", .string(pod)), ("zone", .string("z"))]
                        $0.duration = nil
                        $0.start = nil
                    }
                })
        }
        let found = try #require(
            SetDifferences(selected: TraceSelection(snapshot("p2", "n")), baseline: TraceSelection(snapshot("p1", "n"))))
        #expect(found.rows.map { Self.text($0.items) } == [["span pod=p2"]] && found.rows[0].latencyExplained == nil)
    }

    @Test("Whoever no longer wants to know is heard")
    func cancelling() {
        let snapshot = Snapshot.of((1...5000).map { id in SketchedSpan(id) { $0.trace = id % 10 + 1 } })
        #expect(snapshot.differences(selected: [snapshot.traces[0]], baseline: snapshot.traces, isCancelled: { true }) == nil)
    }
}

import TestSupport
import Testing
import TraceModel

@testable import TraceAnalysis

/// Hosts that are slower than their equals.
@Suite struct HostPatternTests {
    static let millisecond: Int64 = 1_000_000

    /// A page that asks a service, in a trace of its own; times in milliseconds.
    static func call(
        _ trace: UInt64, _ host: String?, _ duration: Int64, operation: String = "charge", key: String = "host.name",
        _ change: (inout SketchedSpan) -> Void = { _ in }
    ) -> [SketchedSpan] {
        var page = SketchedSpan(id: trace * 100), call = SketchedSpan(id: trace * 100 + 1, parent: trace * 100)
        (page.trace, page.service, page.name, page.duration) = (trace, "web", "page", (duration + 10) * millisecond)
        (call.trace, call.service, call.name, call.duration) = (trace, "pay", operation, duration * millisecond)
        if let host { call.resource = [(key, host)] }
        change(&call)
        return [page, call]
    }

    static func slowHosts(_ spans: [SketchedSpan]) throws -> [PatternSummary] {
        try #require(Snapshot.of(spans).patterns()).filter { $0.kind == .skewedHost }
    }

    /// Calls on hosts a, b and c: so many each, and what they take.
    static func calls(_ count: Int, _ durations: [Int64], key: String = "host.name", operation: String = "charge") -> [SketchedSpan] {
        (0..<count).flatMap { index in
            durations.enumerated().flatMap { host, duration in
                call(UInt64(index * 10 + host + 1), ["a", "b", "c", "d"][host], duration, operation: operation, key: key)
            }
        }
    }

    @Test("A host that takes twice as long as the middle one of its equals is told, with counts, medians and what could be won")
    func slow() throws {
        let found = try #require(try Self.slowHosts(Self.calls(12, [20, 80, 30])).first)
        #expect(found.service == "pay" && found.operation == "charge" && found.callerService == nil)
        #expect(found.host == SkewedHost(name: "b", count: 12, median: 80_000_000, others: 2, othersMedian: 20_000_000, othersCount: 24))
        #expect(found.traces == 12 && found.count == 12 && found.total == 960_000_000 && found.saving == 720_000_000)
        #expect(found.shown.positions == [1])
    }

    @Test("Any attribute that names hosts, pods or instances will do; without one there is silence")
    func keys() throws {
        for key in ["k8s.pod.name", "hostname", "service.instance.id", "container.id", "ip"] {
            #expect(try Self.slowHosts(Self.calls(12, [20, 80, 30], key: key)).first?.host?.name == "b")
        }
        #expect(try Self.slowHosts(Self.calls(12, [20, 80, 30], key: "zone")).isEmpty)
        // Pods of one node are told apart.
        var spans = Self.calls(12, [20, 80, 30], key: "k8s.pod.name")
        for index in spans.indices where spans[index].service == "pay" { spans[index].resource.append(("host.name", "node")) }
        #expect(try Self.slowHosts(spans).first?.host?.name == "b")
    }

    @Test("Nothing is told of a handful of calls, of one host, of less than twice the time or of less than a millisecond more")
    func silence() throws {
        #expect(try Self.slowHosts(Self.calls(4, [20, 80, 30])).isEmpty)
        #expect(try Self.slowHosts(Self.calls(12, [80])).isEmpty)
        #expect(try Self.slowHosts(Self.calls(12, [20, 39, 20])).isEmpty && !Self.slowHosts(Self.calls(12, [20, 40, 20])).isEmpty)
        var spans = Self.calls(12, [0, 0])
        for index in spans.indices where spans[index].resource.contains(where: { $0.value == "a" }) { spans[index].duration = 999_999 }
        #expect(try Self.slowHosts(spans).isEmpty)
        // Each host has an operation of its own.
        #expect(try Self.slowHosts(Self.calls(12, [20], operation: "x") + Self.calls(12, [0, 80], operation: "y").suffix(24)).isEmpty)
    }

    @Test("Hosts whose times are drawn from the same lot are equal, though some are slower by chance")
    func chance() throws {
        var random = SeededGenerator(seed: 5), told = 0
        for _ in 0..<200 {
            let spans = (1...60).flatMap { trace in
                // Erratic: some take forty times as long as others.
                let duration = Int64.random(in: 1...5, using: &random) * (Int.random(in: 0..<4, using: &random) == 0 ? 40 : 1)
                return Self.call(UInt64(trace), ["a", "b", "c", "d", "e"].randomElement(using: &random), duration)
            }
            told += try Self.slowHosts(spans).count
        }
        #expect(told <= 2, "\(told) of 200")
    }

    @Test("What a host waits for others, or for the way there, is not its own time")
    func waiting() throws {
        var spans: [SketchedSpan] = []
        for index in 0..<24 {
            let trace = UInt64(index + 1), isSlow = index % 2 == 0
            spans += Self.call(trace, isSlow ? "a" : "b", isSlow ? 100 : 20)
            // Around a call of the bank, of which host a has to wait for longer.
            let wait = (isSlow ? 100 : 20) * Self.millisecond - 8 * Self.millisecond
            spans.append(
                SketchedSpan(trace * 100 + 2, parent: trace * 100 + 1) {
                    ($0.trace, $0.service, $0.name, $0.start, $0.duration) = (trace, "pay", "ask", 4 * Self.millisecond, wait)
                    $0.resource = [("host.name", isSlow ? "a" : "b")]
                })
            spans.append(
                SketchedSpan(trace * 100 + 3, parent: trace * 100 + 2) {
                    ($0.trace, $0.service, $0.name) = (trace, "bank", "answer")
                    ($0.start, $0.duration) = (5 * Self.millisecond, wait / 2)
                })
        }
        #expect(try Self.slowHosts(spans).isEmpty)
        for index in spans.indices where spans[index].service == "bank" { spans[index].service = "pay" }
        #expect(try Self.slowHosts(spans).map(\.host?.name) == ["a"])
    }

    @Test("Operations of one host that are slow are one pattern, named by the one that costs most")
    func operations() throws {
        var more = Self.calls(12, [5, 25, 5], operation: "refund")
        for index in more.indices {
            more[index].trace += 1000
            (more[index].id, more[index].parent) = (more[index].id + 100_000, more[index].parent == 0 ? 0 : more[index].parent + 100_000)
        }
        let found = try Self.slowHosts(Self.calls(12, [20, 80, 30]) + more)
        #expect(found.count == 1 && found[0].operation == "charge" && found[0].host?.operations == 2)
        #expect(found[0].count == 24 && found[0].saving == 720_000_000 + 240_000_000 && found[0].host?.count == 12)
    }

    @Test("One trace that asks several hosts often enough shows it by itself, with the spans concerned")
    func oneTrace() throws {
        var spans = [SketchedSpan(1) { ($0.service, $0.duration) = ("web", 1000 * Self.millisecond) }]
        for index in 0..<30 {
            spans.append(
                SketchedSpan(UInt64(index + 2), parent: 1) {
                    ($0.service, $0.name) = ("pay", "charge")
                    ($0.start, $0.duration) = (Int64(index) * 30 * Self.millisecond, (index % 3 == 1 ? 25 : 5) * Self.millisecond)
                    $0.resource = [("host.name", "h\(index % 3)")]
                })
        }
        let snapshot = Snapshot.of(spans), trace = snapshot[snapshot.traces[0]]
        let found = try #require(trace.patterns()).filter { $0.kind == .skewedHost }
        #expect(found.count == 1 && found[0].host?.name == "h1" && found[0].saving == 200 * Self.millisecond)
        #expect(found[0].positions == (0..<10).map { 2 + $0 * 3 } && found[0].subject == 2)
        // What could be won is less than a tenth of a trace that takes ten times as long.
        spans[0].duration = 10_000 * Self.millisecond
        let long = Snapshot.of(spans)
        #expect(try #require(long[long.traces[0]].patterns()).allSatisfy { $0.kind != .skewedHost })
    }

    @Test("Spans without times, hosts without names, copies and cycles make nothing of nothing")
    func badInput() throws {
        var spans = Self.calls(12, [20, 80, 30])
        for index in spans.indices where spans[index].service == "pay" {
            switch index % 3 {
            case 0: spans[index].duration = nil
            case 1: spans[index].start = nil
            default: spans[index].duration = -5
            }
        }
        #expect(try Self.slowHosts(spans).isEmpty)
        #expect(
            try Self.slowHosts(
                Self.calls(12, [20, 80, 30]).map { span in
                    var span = span
                    span.resource = [("host.name", "")]
                    return span
                }
            ).isEmpty)
    }
}

import TestSupport
import Testing
import TraceModel
import TraceSources

@testable import TraceAnalysis

/// Patterns of random, huge, impossible and real traces.
@Suite struct PatternPropertyTests {
    @Test("On random traces repeated and serial calls are those that comparing all siblings finds")
    func agreesWithTheObviousWay() throws {
        var random = SeededGenerator(seed: 7), repeated = 0, serial = 0
        for _ in 0..<900 {
            // Each caller has a name of its own, so that every place is a pattern of its own.
            let snapshot = Snapshot.of(Self.spans(&random)), trace = snapshot[snapshot.traces[0]]
            let found = try #require(trace.patterns())
            var slowRepeats: [[Int]] = [], slowSerial: [[Int]] = []
            for caller in 0..<trace.spanCount {
                let calls = (0..<trace.spanCount).filter { trace.parent(of: $0) == caller }.map { Self.call($0, trace) }
                let whole = Self.call(caller, trace)
                slowRepeats += Self.repeats(calls, in: whole)
                slowSerial += Self.serial(calls, in: whole, repeated: Set(slowRepeats.joined()))
            }
            #expect(Set(found.filter { $0.kind == .repeatedCalls }.map(\.positions)) == Set(slowRepeats))
            #expect(Set(found.filter { $0.kind == .serialCalls }.map(\.positions)) == Set(slowSerial))
            repeated += slowRepeats.count
            serial += slowSerial.count
        }
        #expect(repeated > 50 && serial > 50, "\(repeated) \(serial)")
    }

    private struct Call {
        let position: Int, name: String, start: Int64, end: Int64, isError: Bool
    }

    private static func call(_ position: Int, _ trace: Trace) -> Call {
        let span = trace.span(at: position)
        return Call(position: position, name: span.name, start: span.start ?? 0, end: span.end ?? 0, isError: span.isError)
    }

    /// Positions of the calls of each name that are part of rows of five or more.
    private static func repeats(_ calls: [Call], in caller: Call) -> [[Int]] {
        Set(calls.map(\.name)).compactMap { name in
            let alike = calls.filter { $0.name == name }
            var rows: [[Call]] = []
            for (index, call) in alike.enumerated() {
                let isFree = alike[..<index].allSatisfy { $0.end <= call.start }
                if isFree, !rows.isEmpty { rows[rows.count - 1].append(call) } else { rows.append([call]) }
            }
            let long = rows.filter { $0.count >= 5 }.flatMap { $0 }
            let total = long.reduce(0) { $0 + $1.end - $1.start }
            return total > 0 && (total * 10 >= caller.end - caller.start) ? long.map(\.position) : nil
        }
    }

    /// Positions of the row of calls without an overlap that saves most.
    private static func serial(_ calls: [Call], in caller: Call, repeated: Set<Int>) -> [[Int]] {
        var rows: [[Call]] = [[]]
        for (index, call) in calls.enumerated() {
            let isAlone = calls[..<index].allSatisfy { $0.end <= call.start } && calls[(index + 1)...].allSatisfy { $0.start >= call.end }
            if isAlone { rows[rows.count - 1].append(call) } else { rows.append([]) }
        }
        func time(_ call: Call) -> Int64 { min(call.end, caller.end) - max(call.start, caller.start) }
        func saving(_ row: [Call]) -> Int64 { row.reduce(0) { $0 + time($1) } - (row.map(time).max() ?? 0) }
        let good = rows.map { $0.filter { !$0.isError && time($0) > 0 } }.filter { row in
            row.count >= 3 && row.count { repeated.contains($0.position) } * 2 < row.count
                && saving(row) * 10 >= caller.end - caller.start && saving(row) > 0
        }
        // The first of the best.
        guard let best = good.map(saving).max(), let row = good.first(where: { saving($0) == best }) else { return [] }
        return [row.map(\.position)]
    }

    private static func spans(_ random: inout SeededGenerator) -> [SketchedSpan] {
        var spans = [SketchedSpan(1) { ($0.name, $0.duration) = ("root", 70) }]
        for id in 2...UInt64.random(in: 6...24, using: &random) {
            // Mostly in a row, with an overlap now and then.
            let start = Int64(id) * 3 + Int64.random(in: -1...2, using: &random), duration = Int64.random(in: 0...3, using: &random)
            let isError = Int.random(in: 0..<8, using: &random) == 0, isCaller = Int.random(in: 0..<8, using: &random) == 0
            let parent = spans.filter { $0.name.count > 1 }.randomElement(using: &random)?.id ?? 1
            let name = isCaller ? "caller\(id)" : ["x", "x", "y", "z"].randomElement(using: &random) ?? "x"
            spans.append(
                SketchedSpan(id, parent: parent) {
                    ($0.name, $0.start, $0.isError) = (name, start, isError)
                    $0.duration = isCaller ? 20 : duration
                })
        }
        return spans
    }

    @Test("HotROD asks redis twelve times in a row, of which two failed and were tried again, and calls route ten times")
    func hotrod() throws {
        guard Places.hasFixtures else { return print("The shared fixtures are not here: the patterns of HotROD were not looked for.") }
        let path = Places.fixtures.appendingPathComponent("real/hypertrace/JaegerTrace-Hotrod.json").path
        let snapshot = try FileLoader(paths: [path]).load(), trace = snapshot[snapshot.traces[0]]
        let found = try #require(trace.patterns())
        func only(_ kind: PatternKind) throws -> (TracePattern, service: String, name: String, caller: String) {
            let these = found.filter { $0.kind == kind }
            #expect(these.count == 1, "\(kind)")
            let this = try #require(these.first), span = trace.span(at: this.subject)
            return (this, span.service, span.name, this.caller.map { trace.span(at: $0).service } ?? "")
        }
        let repeats = try only(.repeatedCalls)
        #expect(repeats.service == "redis" && repeats.name == "GetDriver" && repeats.caller == "driver")
        #expect(repeats.0.count == 12 && repeats.0.errors == 2 && repeats.0.total == 161_195_000 && repeats.0.positions.count == 12)
        #expect(repeats.0.saving == 130_587_000)
        let retries = try only(.retries)
        #expect(retries.name == "GetDriver" && retries.0.count == 2 && retries.0.total == 30_608_000 + 28_459_000)
        let chatty = try only(.chattyPair)
        #expect(chatty.caller == "frontend" && chatty.service == "route" && chatty.0.count == 10)
        let gap = try only(.wideGap)
        #expect(gap.service == "mysql" && gap.0.total == 295_605_000)
        #expect(found.allSatisfy { [.repeatedCalls, .retries, .chattyPair, .wideGap].contains($0.kind) })
        #expect(try #require(snapshot.patterns()).map(\.kind) == found.map(\.kind))
    }

    @Test("A hundred thousand children, or levels, are answered with few patterns and little evidence")
    func huge() throws {
        let count: UInt64 = 100_000
        let alike = Snapshot.of(
            [SketchedSpan(1) { $0.duration = Int64(count) }]
                + (0..<count).map { id in SketchedSpan(id + 2, parent: 1) { ($0.start, $0.duration, $0.service) = (Int64(id), 1, "b") } })
        let found = try #require(alike[alike.traces[0]].patterns())
        #expect(found.map(\.kind) == [.repeatedCalls] && found[0].count == Int(count))
        #expect(found[0].positions == Array(1...TracePattern.mostEvidence))
        var many = [SketchedSpan(1) { $0.duration = 10 }]
        for place in 1...count / 5 {
            // A caller of its own name, and below it four calls in a row.
            many.append(SketchedSpan(place * 10, parent: 1) { ($0.name, $0.start, $0.duration) = ("caller\(place)", 0, 9) })
            for call in 1...4 as ClosedRange<UInt64> {
                many.append(
                    SketchedSpan(place * 10 + call, parent: place * 10) { span in
                        (span.name, span.start, span.duration) = ("call\(call)", Int64(call), 1)
                    })
            }
        }
        let callers = Snapshot.of(many)
        #expect(callers[callers.traces[0]].patterns()?.count == PatternThreshold.most)
        let deep = Snapshot.of((1...count).map { id in SketchedSpan(id, parent: id - 1) { ($0.service, $0.duration) = ("s\(id % 3)", 5) } })
        let levels = try #require(deep[deep.traces[0]].patterns())
        #expect(levels.count <= PatternThreshold.most)
    }

    @Test("Traces without times, of cycles, copies, overflowing times and no spans have defined answers")
    func broken() throws {
        let timeless = Snapshot.of((1...9).map { id in SketchedSpan(id, parent: id > 1 ? 1 : 0) { ($0.start, $0.duration) = (nil, nil) } })
        #expect(try #require(timeless.patterns()) == [])
        let zero = Snapshot.of((1...9).map { id in SketchedSpan(id, parent: id > 1 ? 1 : 0) { $0.isError = true } })
        #expect(try #require(zero.patterns()).allSatisfy { $0.total == 0 && ($0.saving ?? 0) == 0 })
        let cycle = Snapshot.of((1...3).map { id in SketchedSpan(id, parent: id % 3 + 1) { $0.duration = 9 } })
        #expect(try #require(cycle.patterns()).allSatisfy { $0.traces == 1 })
        let endless = Snapshot.of(
            (1...9).map { id in SketchedSpan(id, parent: id > 1 ? 1 : 0) { ($0.start, $0.duration) = (Int64(id) * (.max / 10), .max) } })
        #expect(try #require(endless.patterns()).allSatisfy { $0.total >= 0 })
        #expect(try #require(Snapshot.empty.patterns()) == [] && zero.patterns(isCancelled: { true }) == nil)
        let copied = Snapshot.of(
            [SketchedSpan(1) { $0.duration = 9 }] + (0..<9).map { _ in SketchedSpan(2, parent: 1) { ($0.start, $0.duration) = (1, 1) } })
        #expect(try #require(copied.patterns()).allSatisfy { $0.kind == .wideGap })
    }

    @Test("The same pattern of several traces is summed up, with the trace that shows most of it")
    func summary() throws {
        let drawing = { (count: Int) in
            "web page  ==========\n" + (0..<count).map { "  db  get " + String(repeating: " ", count: $0) + "=\n" }.joined()
        }
        let snapshot = TraceDrawing.snapshot([5, 8, 6].map(drawing).joined(separator: "\n"))
        let found = try #require(snapshot.patterns().flatMap { $0.first { $0.kind == .repeatedCalls } })
        #expect(found.service == "db" && found.operation == "get" && found.callerService == "web" && found.callerOperation == "page")
        #expect(found.traces == 3 && found.count == 19 && found.total == 19_000_000 && found.saving == 16_000_000)
        #expect(found.example == snapshot.traces[1] && found.shown.count == 8)
        #expect(try #require(snapshot.patterns(of: [])) == [])
    }
}

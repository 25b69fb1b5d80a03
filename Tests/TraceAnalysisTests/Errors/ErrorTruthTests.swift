import Foundation
import TestSupport
import Testing
import TraceModel
import TraceSources

@testable import TraceAnalysis

/// The errors of real files, against counts taken independently.
@Suite struct ErrorTruthTests {
    private static let folder = Places.fixtures.appendingPathComponent("real")

    private static var isHere: Bool {
        if !Places.hasFixtures { print("The shared fixtures are not here: the errors of real files were not compared.") }
        return Places.hasFixtures
    }

    private static func snapshot(_ path: String) throws -> Snapshot {
        try FileLoader(paths: [folder.appendingPathComponent(path).path]).load()
    }

    private struct Truth: Decodable {
        let format: String
        let errorSpans, errorTraces: Int?
    }

    @Test("Of every real file each error span is told of, once at least, and each error trace is listed")
    func everyFile() throws {
        guard Self.isHere else { return }
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        let truths = try decoder.decode(
            [String: Truth].self, from: Data(contentsOf: Self.folder.appendingPathComponent("truth.json")))
        var compared = 0
        for (path, truth) in truths.sorted(by: { $0.key < $1.key }) {
            guard let errorSpans = truth.errorSpans, let errorTraces = truth.errorTraces else { continue }
            let snapshot = try Self.snapshot(path)
            let found = try #require(snapshot.errorTraces())
            #expect(found.traces.reduce(0) { $0 + snapshot[$1.row].errorSpans } == errorSpans, "\(path)")
            #expect(found.traces.reduce(0) { $0 + $1.anatomy.failures.count + $1.anatomy.copies } == errorSpans, "\(path)")
            #expect(found.traces.count == errorTraces, "\(path)")
            compared += 1
        }
        #expect(compared > 60, "\(compared)")
    }

    @Test("HotROD has two errors, not six: time-outs of redis that the driver service hides")
    func hotrod() throws {
        guard Self.isHere else { return }
        let snapshot = try Self.snapshot("hypertrace/JaegerTrace-Hotrod.json")
        let found = try #require(snapshot.errorTraces()), messages = ErrorMessages(snapshot)
        let trace = snapshot[found.traces[0].row], anatomy = found.traces[0].anatomy
        #expect(
            anatomy.failures.map { "\(trace.span(at: $0.position).service) \($0.role) \($0.reach)" }
                == Array(repeating: "redis origin 1", count: 2))
        #expect(anatomy.failures.allSatisfy { messages.message(at: $0.position, in: trace) == "redis timeout" })
        #expect(anatomy.suppressed.map { trace.span(at: $0).name } == ["/driver.DriverService/FindNearest"])
        #expect(!anatomy.reachesRoot && found.groups(in: snapshot).map(\.failures) == [2])
    }

    // MARK: CRISP

    /// Origins, propagated and suppressed errors by name of the call path's last operation, as CRISP counts them.
    private static func counts(_ trace: Trace, _ anatomy: ErrorAnatomy) -> [String: [Int]] {
        var counts: [String: [Int]] = [:]
        func path(_ position: Int) -> String {
            var parts: [String] = [], at: Int? = position
            while let here = at {
                let span = trace.span(at: here)
                parts.append("[\(span.service)] \(span.name)")
                at = trace.parent(of: here)
            }
            return parts.reversed().joined(separator: "->")
        }
        for failure in anatomy.failures {
            counts[path(failure.position), default: [0, 0, 0]][failure.role == .origin ? 0 : 1] += 1
        }
        for position in anatomy.suppressed { counts[path(position), default: [0, 0, 0]][2] += 1 }
        return counts
    }

    private struct Case: Decodable {
        struct Testing: Decodable {
            let errCPErrCounts: [String: [Int]]?
            let errCounts: [String: [Int]]?
        }
        let testing: Testing

        /// By call path, without CRISP's artificial root and a slip of one of its files.
        var counts: [String: [Int]]? {
            (testing.errCPErrCounts ?? testing.errCounts).map { counts in
                Dictionary(
                    uniqueKeysWithValues: counts.map { key, value in
                        (
                            key.replacingOccurrences(of: "errorCriticalPathSyntheticRoot->", with: "").replacingOccurrences(
                                of: "[[", with: "["), value
                        )
                    })
            }
        }
    }

    private static func expected(_ path: String) throws -> [String: [Int]]? {
        let data = try Data(contentsOf: folder.appendingPathComponent("crisp/" + path))
        return try? JSONDecoder().decode(Case.self, from: data).counts
    }

    private static func counts(_ snapshot: Snapshot) throws -> [String: [Int]] {
        let trace = snapshot[try #require(snapshot.traces.first)]
        return counts(trace, try #require(trace.errorAnatomy()))
    }

    @Test("Where errors are marked as such, they begin, go on and are suppressed where CRISP says")
    func crisp() throws {
        guard Self.isHere else { return }
        let files =
            ["11.json", "13.json", "14.json", "17.json"]
            + (1...4).flatMap { ["err_pattern\($0)/err1.json", "err_pattern\($0)/err2.json"] }
        for file in files {
            let expected = try #require(try Self.expected(file), "\(file)")
            #expect(try Self.counts(Self.snapshot("crisp/" + file)) == expected, "\(file)")
        }
    }

    @Test("Where CRISP takes HTTP and gRPC codes, and logs of errors, for errors, its counts follow from its rule")
    func crispRule() throws {
        guard Self.isHere else { return }
        // 15 and 18 have errors in logs only, 16 and 19 to 25 codes without a mark: softer classes here, not errors.
        for number in [15, 16, 18, 19, 20, 21, 22, 23, 24, 25] {
            let file = "\(number).json", snapshot = try Self.snapshot("crisp/" + file)
            let trace = snapshot[try #require(snapshot.traces.first)]
            let expected = try #require(try Self.expected(file), "\(file)")
            #expect(try Self.counts(snapshot) != expected, "\(file) is an error here by its own rule")
            let spans = (0..<trace.spanCount).map { position in
                let span = trace.span(at: position)
                return SketchedSpan(UInt64(position + 1), parent: trace.parent(of: position).map { UInt64($0 + 1) } ?? 0) {
                    ($0.service, $0.name, $0.start, $0.duration) = (span.service, span.name, span.start, span.duration)
                    $0.isError = Self.isErrorToCRISP(span)
                }
            }
            #expect(try Self.counts(Snapshot.of(spans)) == expected, "\(file)")
        }
    }

    private static func isErrorToCRISP(_ span: Span) -> Bool {
        if span.isError || span.attributes["grpc.status"].map({ $0.text != "OK" }) == true { return true }
        if case .int64(400...) = span.attributes["http.status_code"] { return true }
        return span.events.contains { event in
            event.attributes["error.object"] != nil || event.attributes["error"] != nil || event.attributes["event"] == .string("error")
        }
    }

    @Test("What CRISP takes for errors by their codes is counted beside the errors here")
    func crispUnmarked() throws {
        guard Self.isHere else { return }
        let expected: [(Int, [Int])] = [
            (16, [0, 1, 1]), (19, [1, 2, 0]), (20, [1, 1, 0]), (21, [1, 1, 0]), (22, [1, 2, 0]), (23, [2, 4, 0]), (24, [2, 5, 0]),
            (25, [1, 3, 0]),
        ]
        for (number, counts) in expected {
            let unmarked = try #require(Self.snapshot("crisp/\(number).json").errorTraces()).unmarked
            #expect([unmarked.serverErrors, unmarked.clientErrors, unmarked.grpcErrors] == counts, "\(number)")
        }
    }
}

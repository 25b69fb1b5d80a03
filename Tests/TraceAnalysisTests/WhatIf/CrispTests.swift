import Foundation
import TestSupport
import Testing
import TraceAnalysis
import TraceModel
import TraceSources

/// CRISP's own cases: drag, slack, and what erroneous spans cost.
@Suite struct CrispTests {
    /// What CRISP finds, by file.
    struct Expected: Decodable {
        let criticalPath: [String]
        let timeSavedOnCP: Int64
        let drag: [String: Double], slack: [String: Double]
    }

    private static let folder = Places.fixtures.appendingPathComponent("real/crisp")

    /// Empty where the fixtures are absent.
    static func expected() throws -> [String: Expected] {
        guard Places.hasFixtures else {
            print("The shared fixtures are not here: slack, drag and error savings were not compared with CRISP's.")
            return [:]
        }
        let data = try Data(contentsOf: folder.appendingPathComponent("expected_crisp.json"))
        return try JSONDecoder().decode([String: Expected].self, from: data)
    }

    private static func trace(_ name: String) throws -> Trace {
        let snapshot = try FileLoader(paths: [folder.appendingPathComponent(name).path]).load()
        return snapshot[snapshot.traces[0]]
    }

    /// Values by span id, in microseconds; those of 0 are left out.
    private static func byID(_ values: [Int64], _ trace: Trace) -> [String: Int64] {
        var result: [String: Int64] = [:]
        for position in values.indices where values[position] != 0 { result[trace.span(at: position).crispID] = values[position] / 1000 }
        return result
    }

    @Test("Drag is CRISP's in all its cases")
    func drag() throws {
        let expected = try Self.expected()
        for (name, values) in expected {
            let trace = try Self.trace(name)
            let found = Self.byID(try #require(trace.drag()), trace)
            #expect(found == values.drag.mapValues { Int64($0) }.filter { $0.value != 0 }, "\(name)")
        }
        #expect(expected.isEmpty || expected.count == 33)
    }

    /// Where CRISP gives a span other slack than we do, with ours.
    ///
    /// In case 9 C is below a span that runs after its parent is over: nothing waits for it, where CRISP gives it what is left of
    /// that span. In case 14 C may go on until D is over, at 65, which is 20 µs more, not 30. In case 16 E follows on C, which
    /// may end with D at 40; if it ended 10 µs later, as CRISP lets it, E would begin later too.
    static let otherSlack: [String: [String: Int64]] = ["9.json": [:], "14.json": ["C": 20], "16.json": ["C": 5]]

    @Test("Slack is CRISP's, but where CRISP's does not follow from who waits for whom")
    func slack() throws {
        for (name, values) in try Self.expected() {
            let trace = try Self.trace(name)
            let slack = try #require(trace.slack())
            let found = Self.byID(slack.map { $0 ?? 0 }, trace)
            let expected = Self.otherSlack[name] ?? values.slack.mapValues { Int64($0) }.filter { $0.value != 0 }
            #expect(found == expected, "\(name)")
        }
    }

    @Test("What erroneous spans cost is CRISP's in all its cases, by its rule of what is an error")
    func errorSaving() throws {
        let expected = try Self.expected()
        for (name, values) in expected {
            let trace = try Self.trace(name)
            #expect(try #require(trace.errorSaving { $0.isErrorForCrisp }) == values.timeSavedOnCP * 1000, "\(name)")
        }
        let order = (11...25).compactMap { expected["\($0).json"]?.timeSavedOnCP }
        #expect(order.isEmpty || order == [30, 0, 5, 20, 50, 25, 100, 200, 590, 495, 395, 150, 300, 450, 450])
    }
}

extension Span {
    /// The id as CRISP's cases write it.
    fileprivate var crispID: String {
        idText.count == 16 && idText.hasPrefix("0") ? String(idText.drop { $0 == "0" }).uppercased() : idText
    }

    /// CRISP's rule: the tag `error` with a text or a true value, HTTP from 400 on, gRPC other than OK, an event that says so.
    fileprivate var isErrorForCrisp: Bool {
        let tags = attributes
        switch tags["error"] {
        case .string: return true
        case .bool(true): return true
        default: break
        }
        if let status = tags["http.status_code"].flatMap({ Int64($0.text) }), status >= 400 { return true }
        if let status = tags["grpc.status"]?.text, status != "OK" { return true }
        return events.contains { event in
            event.attributes["error.object"] != nil || event.attributes["error"] != nil || event.attributes["event"]?.text == "error"
        }
    }
}

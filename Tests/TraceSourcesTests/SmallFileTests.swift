import Foundation
import TestSupport
import Testing
import TraceModel

@testable import TraceSources

/// A Jaeger trace of three spans.
private func trace(_ number: Int) -> String {
    let spans = (1...3).map { id in
        let references = id > 1 ? #"{"refType":"CHILD_OF","traceID":"\#(number)","spanID":"1"}"# : ""
        return
            #"{"traceID":"\#(number)","spanID":"\#(id)","operationName":"op\#(id)","references":[\#(references)],"startTime":\#(number * 10 + id),"duration":5,"tags":[{"key":"n","type":"int64","value":\#(number)}],"processID":"p1"}"#
    }
    return
        #"{"data":[{"traceID":"\#(number)","spans":[\#(spans.joined(separator: ","))],"processes":{"p1":{"serviceName":"s\#(number % 5)"}}}]}"#
}

@Suite struct SmallFileTests {
    /// A folder of many small files, `trace-1.json` and so on, and what is in each.
    private func folder(_ count: Int, _ text: (Int) -> String = trace) throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        for number in 1...count { _ = try folder.file("trace-\(number).json", text(number)) }
        return folder
    }

    @Test func `many small files give what one file of the same traces gives, in the order of their names`() throws {
        let folder = try folder(300)
        let snapshot = try FileLoader(paths: [folder.url.path]).load()
        #expect((snapshot.spanCount, snapshot.traces.count, snapshot.sources.count) == (900, 300, 300))
        for (index, row) in snapshot.traces.enumerated() {
            let trace = snapshot[row]
            #expect(trace.idText == String(format: "%016x", Int("\(index + 1)", radix: 16)!))
            #expect((trace.spanCount, trace.orphanSpans, trace.serviceCount) == (3, 0, 1))
            #expect(snapshot.sources[Int(trace.mainRoot.source.rawValue)].name.hasSuffix("trace-\(index + 1).json"))
        }
        #expect(
            snapshot.sources.allSatisfy { $0.spans == 3 && $0.traces == 1 && $0.format == "jaeger-json" && $0.diagnostics.entries.isEmpty })
    }

    @Test func `findings are placed in their file and line, and what is no trace file is told of its source`() throws {
        let folder = try folder(100) { number in
            switch number {
            case 40: "{\n" + trace(number).dropFirst().replacing(#""startTime":401"#, with: "\n\"startTime\":\"soon\"")
            case 50: #"{"nothing":1}"#
            case 60: String(trace(number).prefix(300))
            default: trace(number)
            }
        }
        let snapshot = try FileLoader(paths: [folder.url.path]).load()
        #expect(snapshot.traces.count == 99)
        let bad = snapshot.sources[39].diagnostics.entries.first { $0.code == .badNumber }
        #expect(bad?.place.line == 3)
        #expect(bad?.place.source?.hasSuffix("trace-40.json") == true)
        #expect(snapshot.sources[49].diagnostics.entries.map(\.code) == [.notATraceFile])
        #expect(snapshot.sources[59].diagnostics.entries.map(\.code).contains(.truncated))
    }

    @Test func `packed files, other encodings and large files among them are read the ordinary way`() throws {
        let folder = try folder(90)
        let name = folder.url.appendingPathComponent("trace-30.json")
        try Data(packed(Array(trace(30).utf8), .gzip)).write(to: name)
        try Data(trace(31).data(using: .utf16LittleEndian)!).write(to: folder.url.appendingPathComponent("trace-31.json"))
        try Data((trace(32) + String(repeating: " ", count: LoadLimits.smallFile)).utf8).write(
            to: folder.url.appendingPathComponent("trace-32.json"))
        let snapshot = try FileLoader(paths: [folder.url.path]).load()
        #expect((snapshot.spanCount, snapshot.traces.count) == (270, 90))
        #expect(snapshot.sources[29].compression == "gzip")
        #expect(snapshot.sources.allSatisfy { $0.spans == 3 })
    }

    @Test func `a trace split over small files becomes one`() throws {
        let folder = try folder(120) { number in trace(1).replacing(#""spanID":""#, with: "\"spanID\":\"\(String(number, radix: 16))a") }
        let snapshot = try FileLoader(paths: [folder.url.path]).load()
        #expect((snapshot.spanCount, snapshot.traces.count) == (360, 1))
    }

    @Test func `cancelling ends the reading of small files`() throws {
        let folder = try folder(200)
        let cancellation = Cancellation()
        let snapshot = try FileLoader(paths: [folder.url.path]).load(
            cancellation: cancellation, onUpdate: { _ in cancellation.cancel() })
        #expect(snapshot.spanCount < 600)
    }
}

import Foundation
import TestSupport
import Testing

/// `--overlap`, in the commands that look at critical paths.
@Suite struct OverlapOptionTests {
    /// Three requests of 100 ms that make two calls, the first of which ends so many microseconds after 50 ms, when the second begins.
    private static func file(_ name: String, reachingInto overlap: Int, in folder: TemporaryFolder) throws -> String {
        func span(_ trace: Int, _ id: Int, _ process: String, _ times: Range<Int>) -> String {
            let parent = #"{"refType":"CHILD_OF","traceID":"\#(trace)","spanID":"1"}"#
            return #"""
                {"traceID":"\#(trace)","spanID":"\#(id)","operationName":"\#(process)","references":[\#(id == 1 ? "" : parent)],"logs":[],
                "startTime":\#(1_700_000_000_000_000 + times.lowerBound),"duration":\#(times.count),"processID":"\#(process)","tags":[]}
                """#
        }
        let traces = (1...3).map { trace in
            let spans = [
                span(trace, 1, "caller", 0..<100_000), span(trace, 2, "first", 0..<50_000 + overlap),
                span(trace, 3, "second", 50_000..<100_000),
            ]
            let processes = ["caller", "first", "second"].map { #""\#($0)":{"serviceName":"\#($0)","tags":[]}"# }
            return #"{"traceID":"\#(trace)","processes":{\#(processes.joined(separator: ","))},"spans":[\#(spans.joined(separator: ","))]}"#
        }
        return try folder.file(name, #"{"data":[\#(traces.joined(separator: ","))]}"#).path
    }

    /// What `compare` says of each operation and of each service.
    private static func changes(_ arguments: [String]) throws -> (nodes: [String: Int], services: [String: Int]) {
        let answer = try Answer(Binary.run(["compare", "--json"] + arguments).output)
        let nodes = try answer.objects("nodes").map { (($0["path"] as? [String])?.last ?? "", $0["deltaNano"] as? Int ?? -1) }
        let ranking = try #require((answer["diagnosis"] as? [String: Any])?["ranking"] as? [[String: Any]])
        let services = ranking.map { ($0["service"] as? String ?? "", $0["excessNano"] as? Int ?? -1) }
        return (Dictionary(nodes, uniquingKeysWith: +), Dictionary(services, uniquingKeysWith: +))
    }

    @Test func `compare gives the time of calls that overlap to their caller only when told to`() throws {
        let folder = try TemporaryFolder()
        let files = [try Self.file("a.json", reachingInto: 0, in: folder), try Self.file("b.json", reachingInto: 300, in: folder)]
        let same = ["caller": 0, "first": 0, "second": 0]
        let moved = ["caller": 50_000_000, "first": -50_000_000, "second": 0]
        for (flags, expected) in [
            ([], same), (["--overlap", "0.31"], same), (["--overlap", "0.3%"], moved), (["--overlap", "0"], moved),
        ] {
            let found = try Self.changes(flags + files)
            let nodes = Dictionary(uniqueKeysWithValues: expected.map { ($0 + " " + $0, $1) })
            #expect(found.nodes == nodes && expected.allSatisfy { found.services[$0] ?? 0 == $1 }, "\(flags): \(found)")
        }
        #expect(try Binary.run(["compare"] + files).output.contains("the same way in both"))
        let markdown = try Binary.run(["compare", "--markdown", "--overlap", "0"] + files).output
        #expect(markdown.contains("| +50.0ms | ") && markdown.contains("| caller caller |"))
    }

    @Test(arguments: ["critical-path", "compare"])
    func `the allowance is a percentage`(command: String) throws {
        for wrong in ["x", "-1", "101", "nan"] {
            let run = try Binary.run(command, "--overlap=\(wrong)", "a", "b")
            #expect(run.status == 2 && run.errors.contains("--overlap \(wrong): write a number from 0 to 100."), "\(run.errors)")
        }
        let help = try Binary.run("help", command).output
        #expect(help.contains("--overlap <percent>") && help.contains("still follow each other."))
    }
}

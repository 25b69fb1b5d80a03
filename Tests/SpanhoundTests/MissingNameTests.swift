import TestSupport
import Testing

/// Names that are missing, and names that are not enough.
@Suite struct MissingNameTests {
    private static func span(_ id: Int, _ name: String, below parent: Int? = nil, kind: String) -> String {
        let references = parent.map { #"{"refType":"CHILD_OF","traceID":"1","spanID":"\#($0)"}"# } ?? ""
        return #"""
            {"traceID":"1","spanID":"\#(id)","operationName":"\#(name)","references":[\#(references)],"startTime":1700000000000000,
            "duration":\#(100_000 / id),"processID":"p1","logs":[],"tags":[{"key":"span.kind","type":"string","value":"\#(kind)"},
            {"key":"error","type":"bool","value":true}]}
            """#
    }

    private static func file(_ spans: [String], in folder: TemporaryFolder) throws -> String {
        let processes = #"{"p1":{"serviceName":"shop","tags":[]}}"#
        let text = #"{"data":[{"traceID":"1","processes":\#(processes),"spans":[\#(spans.joined(separator: ","))]}]}"#
        return try folder.file("names.json", text).path
    }

    @Test(arguments: [
        ["search"], ["slow", "--threshold", "1us"], ["errors"], ["critical-path"], ["report"], ["show"],
        ["operations", "--service", "shop"],
        ["performance", "--service", "shop"], ["performance", "--by", "operation"],
    ])
    func `an operation without a name is said to have none`(_ command: [String]) throws {
        let folder = try TemporaryFolder()
        let file = try Self.file([Self.span(1, "", kind: "server"), Self.span(2, "", below: 1, kind: "internal")], in: folder)
        let run = try Binary.run(command + [file])
        #expect(run.status == 0 && run.output.contains("(no name)"), "\(run.output)")
        #expect(try !Binary.run(command + ["--json", file]).output.contains("(no name)"))
    }

    @Test func `operations that differ by kind alone are told apart in few columns too`() throws {
        let folder = try TemporaryFolder()
        let spans = [
            Self.span(1, "pay", kind: "server"), Self.span(2, "pay", below: 1, kind: "client"), Self.span(3, "log", kind: "internal"),
        ]
        let file = try Self.file(spans, in: folder)
        let lines = try Binary.run("performance", "--service", "shop", file).output.split(separator: "\n")
        #expect(lines.contains { $0.hasPrefix("pay (server) ") } && lines.contains { $0.hasPrefix("pay (client) ") })
        #expect(lines.contains { $0.hasPrefix("log  ") } && lines.allSatisfy { $0.count <= 80 })
        let wide = try Binary.run(["performance", "--service", "shop", file], environment: ["COLUMNS": "120"]).output
        #expect(!wide.contains("pay (") && wide.contains("pay        "))
    }

    @Test func `a search for a service that there is not says so, as its name may be written wrong`() throws {
        let folder = try TemporaryFolder(), file = try OrderTraces.file(in: folder)
        let unknown = try Binary.run("search", "--service", "nobody", file)
        #expect(unknown.status == 0 && unknown.errors == "0 of 2 traces match; no service is called \"nobody\"\n")
        let known = try Binary.run("search", "--service", "gateway", "--min-duration", "1h", file)
        #expect(known.status == 0 && known.errors == "0 of 2 traces match\n")
    }
}

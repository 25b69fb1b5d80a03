import TestSupport
import Testing

/// Trace ids where traces are listed: cut, but not so far that two look alike.
@Suite struct ShortIDTests {
    /// Ids as tracers make them that begin with the second.
    private static let ids = ["65a1b2c30000000011aa", "65a1b2c30000000011ab", "65a1b2c300000000c000"].map { $0 + "0123456789ab" }

    private static func file(_ ids: [String], in folder: TemporaryFolder) throws -> String {
        let traces = ids.map { id in
            """
            {"traceID":"\(id)","processes":{"p1":{"serviceName":"a","tags":[]}},"spans":[{"traceID":"\(id)","spanID":"1","references":[],\
            "operationName":"GET /","startTime":1700000000000000,"duration":900000,"processID":"p1","logs":[],\
            "tags":[{"key":"error","type":"bool","value":true}]}]}
            """
        }
        return try folder.file("ids.json", "{\"data\":[" + traces.joined(separator: ",") + "]}").path
    }

    /// Words of a text that begin as all ids do.
    private func shown(_ text: String) -> Set<String> {
        Set(text.split { " ,\n".contains($0) }.map(String.init).filter { $0.hasPrefix("65a1b2c3") })
    }

    @Test(arguments: ["search", "slow", "errors", "report"])
    func `ids that begin alike are shown so far that each names one trace`(_ command: String) throws {
        let folder = try TemporaryFolder(), file = try Self.file(Self.ids, in: folder)
        let run = try Binary.run(command, file)
        let found = shown(run.output)
        #expect(found == Set(Self.ids.map { String($0.prefix(20)) }), "\(run.output)")
        for id in found { #expect(try Binary.run("show", "--quiet", "--trace", id, file).status == 0) }
    }

    @Test func `ids that differ early have twelve digits, ids of sixteen are whole, and so are all in Markdown`() throws {
        let folder = try TemporaryFolder(), long = ["65a1b2c3" + "1" + String(repeating: "0", count: 23), Self.ids[0]]
        let file = try Self.file(long, in: folder)
        #expect(try shown(Binary.run("search", file).output) == ["65a1b2c31000", "65a1b2c30000"])
        #expect(try shown(Binary.run("search", "--markdown", file).output) == Set(long))
        let short = try Self.file(["65a1b2c300000001", "65a1b2c300000002"], in: folder)
        #expect(try shown(Binary.run("search", short).output) == ["65a1b2c300000001", "65a1b2c300000002"])
    }
}

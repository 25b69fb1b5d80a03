import Foundation
import TestSupport
import Testing

/// How commands end that ask servers which do not answer as they should.
@Suite struct CommandLineServerFailureTests {
    private static let reading: [[String]] = [
        ["services"], ["operations", "--service", "s"], ["search", "--service", "s"], ["search"], ["show"], ["show", "--trace", "a1"],
        ["summary"], ["dependencies"], ["convert", "--to", "jaeger"],
    ]

    @Test(arguments: reading)
    func `a web page is an answer that is not understood`(arguments: [String]) throws {
        let server = try LoopbackServer { _ in .html() }
        let run = try Binary.run(arguments + [server.url])
        #expect(run.status == 3 && run.output.isEmpty && run.errors.contains("a web page"), "\(run.status) \(run.errors)")
    }

    @Test(arguments: reading)
    func `a tenant that is missing, a server that fails and a port where nobody listens end with 4`(arguments: [String]) throws {
        let tenants = try LoopbackServer { _ in .text("missing tenant header\n", status: 401) }
        let tenant = try Binary.run(arguments + [tenants.url])
        #expect(tenant.status == 4 && tenant.output.isEmpty && tenant.errors.contains("missing tenant header"), "\(tenant.errors)")
        let nobody = try Binary.run(arguments + ["http://127.0.0.1:1"])
        #expect(nobody.status == 4 && nobody.output.isEmpty && nobody.errors.contains("refused"), "\(nobody.errors)")
    }

    @Test(arguments: reading)
    func `a server is not followed without the explorer, and an option that is missing is wrong usage`(arguments: [String]) throws {
        let run = try Binary.run(arguments + ["--follow", "http://127.0.0.1:1"])
        #expect(run.status == 2 && run.errors.contains("--follow"))
        #expect(try Binary.run("operations", "http://127.0.0.1:1").status == 2)
    }

    @Test(arguments: [["search"], ["summary"], ["services"], ["dependencies"], ["convert", "--to", "jaeger"]])
    func `a server that does not answer beside files is told, and with strictness the end`(arguments: [String]) throws {
        let sample = Places.samples.appendingPathComponent("checkout.json").path
        let lenient = try Binary.run(arguments + [sample, "http://127.0.0.1:1"])
        #expect(lenient.status == 0 && !lenient.output.isEmpty && lenient.errors.contains("lost: http://127.0.0.1:1"), "\(lenient.errors)")
        #expect(try Binary.run(arguments + ["--strict", sample, "http://127.0.0.1:1"]).status == 4)
        let server = try LoopbackServer { $0.path == "/api/services" ? .json(#"{"data":["a"],"errors":null}"#) : nil }
        #expect(try Binary.run("services", "/no/such/file.json", server.url).output == "SERVICE\na\n")
    }
}

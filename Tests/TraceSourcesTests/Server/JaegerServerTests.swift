import TestSupport
import Testing
import TraceModel

@testable import TraceSources

@Suite struct JaegerServerTests {
    @Test func `services come sorted, and none at all is no error`() throws {
        let names = "\"b\",\"a/1\",\"\\u0000\\u001b[31m\",\"日本\",\"b\""
        let expected = ["\0\u{1b}[31m", "a/1", "b", "日本"]
        let server = try LoopbackServer()
        server.script("/api/services", .json("{\"data\":[\(names)],\"total\":5,\"errors\":null}"))
        #expect(try JaegerServer(ServerAddress(server.url)).services() == expected)
        server.script("/api/v3/services", .text("{\"services\":[\(names)]}"))
        #expect(try JaegerServer(ServerAddress(server.url)).services() == expected)
        for (path, empty) in [("/api/v3/services", "{}"), ("/api/v3/services", #"{"services":[]}"#), ("/api/services", #"{"data":null}"#)] {
            let server = try LoopbackServer()
            server.script("/jaeger" + path, .json(empty))
            #expect(try JaegerServer(ServerAddress(server.url + "/jaeger/")).services() == [])
            #expect(server.requests.last?.spelling == "/jaeger" + path)
        }
    }

    @Test func `operations are asked for with the service encoded, in every form that some server knows`() throws {
        let service = "team/a b+c&d"
        let newest = try LoopbackServer()
        newest.script("/api/v3/operations", .json(#"{"operations":[{"name":"y","spanKind":"server"},{"name":"x"},{"spanKind":"client"}]}"#))
        let found = try JaegerServer(ServerAddress(newest.url)).operations(of: service)
        #expect(found.map { $0.name + "|" + $0.spanKind } == ["|client", "x|", "y|server"])
        #expect(newest.requests.map(\.spelling) == ["/api/v3/operations?service=team%2Fa%20b%2Bc%26d"])

        let older = try LoopbackServer()
        older.script("/api/operations", .json(#"{"data":[{"name":"x","spanKind":"server"},{"name":"x","spanKind":"server"}],"total":2}"#))
        #expect(try JaegerServer(ServerAddress(older.url)).operations(of: service) == [ServerOperation(name: "x", spanKind: "server")])

        let namesOnly = try LoopbackServer({ request in
            guard request.path.hasPrefix("/api/services/") else { return nil }
            return request.path.contains("%252F") ? .json(#"{"data":["y","x"]}"#) : .nullData
        })
        #expect(try JaegerServer(ServerAddress(namesOnly.url)).operations(of: service).map(\.name) == ["x", "y"])
        #expect(namesOnly.requests.last?.spelling == "/api/services/team%252Fa%2520b%252Bc%2526d/operations")
    }

    @Test func `ten thousand services with odd names come through, and each can be asked for`() throws {
        let names = (0..<10_000).map { "team/\($0)+%41&=#?;\u{1b}[31m\u{0}日本 é\"\\" }
        let list = names.map { name in
            "\""
                + name.unicodeScalars.map { $0.value < 32 || "\"\\".contains(Character($0)) ? String(format4: $0.value) : String($0) }
                .joined()
                + "\""
        }.joined(separator: ",")
        for family in ["/api/v3/services", "/api/services"] {
            let server = try LoopbackServer({ request in
                guard let service = request.value(of: "service") else { return nil }
                let text = service.unicodeScalars.map { String(format4: $0.value) }.joined()
                return request.path.hasSuffix("v3/operations") ? .json("{\"operations\":[{\"name\":\"\(text)\"}]}") : nil
            })
            server.script(family, .json(family.contains("v3") ? "{\"services\":[\(list)]}" : "{\"data\":[\(list)],\"total\":10000}"))
            let jaeger = try JaegerServer(ServerAddress(server.url))
            #expect(try jaeger.services() == names.sorted())
            #expect(try jaeger.operations(of: names[7]).map(\.name) == [names[7]])
        }
    }

    @Test func `dependencies are asked for in milliseconds, and come sorted`() throws {
        let server = try LoopbackServer()
        server.script(
            "/api/dependencies",
            .json(#"{"data":[{"parent":"b","child":"c","callCount":2},{"parent":"a","child":"c","callCount":10}],"errors":null}"#),
            .nullData)
        let jaeger = try JaegerServer(ServerAddress(server.url))
        let found = try jaeger.dependencies(end: 1_700_000_000_000_000_001, lookback: 3_600_000_000_000, service: "a b")
        #expect(found == [.init(parent: "a", child: "c", callCount: 10), .init(parent: "b", child: "c", callCount: 2)])
        #expect(server.requests[0].spelling == "/api/dependencies?endTs=1700000000001&lookback=3600000&service=a%20b")
        #expect(try jaeger.dependencies(end: 0, lookback: 1) == [])
        #expect(server.requests[1].spelling == "/api/dependencies?endTs=0&lookback=1")
    }

    @Test func `the tenant goes under the name that was chosen`() throws {
        let server = try LoopbackServer()
        server.script("/api/v3/services", .json("{}"))
        var options = ServerOptions()
        options.tenant = "acme"
        _ = try JaegerServer(ServerAddress(server.url), options).services()
        options.tenantHeader = "X-Scope-OrgID"
        _ = try JaegerServer(ServerAddress(server.url), options).services()
        #expect(server.requests.map { $0.headers["x-tenant"] } == ["acme", nil])
        #expect(server.requests.map { $0.headers["x-scope-orgid"] } == [nil, "acme"])
        options.tenantHeader = "X Scope"
        #expect(failure { () throws(InputError) in try JaegerServer(ServerAddress(server.url), options) }?.code == .badServerOption)
    }
}

extension String {
    /// A UTF-16 escape of JSON for each unit of a scalar.
    fileprivate init(format4 scalar: UInt32) {
        let units = Unicode.Scalar(scalar).map { Array(String($0).utf16) } ?? []
        self = units.map { unit in
            let digits = String(unit, radix: 16)
            return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }.joined()
    }
}

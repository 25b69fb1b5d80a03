import Foundation
import TestSupport

/// A small trace file whose every name a test knows: three services, two traces, one failed span.
enum ShopTrace {
    /// Jaeger JSON; the name of the failing span can be chosen.
    static func json(failing name: String = "charge card") throws -> String {
        let charge = String(decoding: try JSONEncoder().encode(name), as: UTF8.self)
        return """
            {"data":[
            {"traceID":"a1","spans":[
            {"traceID":"a1","spanID":"1","operationName":"place order","startTime":1700000000000000,"duration":90000,"processID":"p1","tags":[]},
            {"traceID":"a1","spanID":"2","operationName":"reserve stock","references":[{"refType":"CHILD_OF","traceID":"a1","spanID":"1"}],
             "startTime":1700000000010000,"duration":20000,"processID":"p2","tags":[{"key":"warehouse","type":"string","value":"north"}]},
            {"traceID":"a1","spanID":"3","operationName":\(charge),"references":[{"refType":"CHILD_OF","traceID":"a1","spanID":"1"}],
             "startTime":1700000000035000,"duration":50000,"processID":"p3",
             "tags":[{"key":"error","type":"bool","value":true},{"key":"card.network","type":"string","value":"visible-value"}]}],
            "processes":{"p1":{"serviceName":"shop"},"p2":{"serviceName":"stock"},"p3":{"serviceName":"payments"}}},
            {"traceID":"b2","spans":[
            {"traceID":"b2","spanID":"4","operationName":"list goods","startTime":1700000001000000,"duration":7000,"processID":"p1","tags":[]}],
            "processes":{"p1":{"serviceName":"shop"}}}
            ]}
            """
    }

    /// A terminal with the explorer open on this file, its first screen drawn.
    static func explored(
        columns: Int = 80, rows: Int = 24, options: String = "", environment: [String: String] = [:], json: String? = nil,
        _ body: (Tmux) async throws -> Void
    ) async throws {
        try await Tmux.terminal(columns: columns, rows: rows, environment: environment) { terminal in
            _ = try terminal.home.file("shop.json", json ?? self.json())
            try terminal.enter(
                "cd; clear; stty -g > before; '\(Binary.url.path)' \(options) shop.json; code=$?; stty -g > after; echo \"ended with $code\""
            )
            try await terminal.wait(until: "services and traces are drawn") { screen in
                ["shop", "stock", "payments", "place order", "list goods"].allSatisfy { name in screen.contains { $0.contains(name) } }
            }
            try await body(terminal)
        }
    }
}

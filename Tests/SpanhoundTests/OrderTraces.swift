import Foundation
import TestSupport

/// Two small traces in Jaeger's JSON: `a1`, an order that fails deep down, 100 ms; `a2`, quick and fine, later.
enum OrderTraces {
    static let text = #"""
        {"data":[
        {"traceID":"a1","processes":{"p1":{"serviceName":"gateway","tags":[{"key":"host.name","type":"string","value":"web-1"}]},
          "p2":{"serviceName":"orders","tags":[]}},
         "spans":[
          {"traceID":"a1","spanID":"1","operationName":"POST /orders","references":[],"startTime":1700000000000000,"duration":100000,
           "processID":"p1","tags":[{"key":"span.kind","type":"string","value":"server"},
            {"key":"http.status_code","type":"int64","value":500},{"key":"big","type":"int64","value":9007199254740993},
            {"key":"ratio","type":"float64","value":0.25},{"key":"password","type":"string","value":"hunter2"}],"logs":[]},
          {"traceID":"a1","spanID":"2","operationName":"create order","references":[{"refType":"CHILD_OF","traceID":"a1","spanID":"1"}],
           "startTime":1700000000010000,"duration":60000,"processID":"p2",
           "tags":[{"key":"error","type":"bool","value":true}],
           "logs":[{"timestamp":1700000000020000,"fields":[{"key":"event","type":"string","value":"error"},
            {"key":"message","type":"string","value":"no stock"}]}]},
          {"traceID":"a1","spanID":"3","operationName":"lost","references":[{"refType":"CHILD_OF","traceID":"a1","spanID":"99"}],
           "startTime":1700000000030000,"duration":1000,"processID":"p2","tags":[],"logs":[]}]},
        {"traceID":"a2","processes":{"p1":{"serviceName":"gateway","tags":[]}},
         "spans":[
          {"traceID":"a2","spanID":"4","operationName":"GET /health","references":[],"startTime":1700000060000000,"duration":2000,
           "processID":"p1","tags":[],"logs":[]}]}]}
        """#

    /// Writes the traces into a folder.
    static func file(in folder: TemporaryFolder) throws -> String { try folder.file("orders.json", text).path }
}

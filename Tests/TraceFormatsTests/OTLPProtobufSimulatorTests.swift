import TestSupport
import Testing
import TraceModel
import TraceSimulator

@testable import TraceFormats

/// Believable traces through OTLP protobuf and back.
@Suite struct OTLPProtobufSimulatorTests {
    @Test("What the simulator makes is the same after a way through OTLP protobuf", arguments: Scenario.allCases.filter { $0 != .broken })
    func roundTrip(_ scenario: Scenario) throws {
        let traces = Simulator(scenario: scenario, amount: .traces(12), seed: 4)
        for snapshot in traces {
            let bytes = OTLPProtobufEncoder.bytes(of: snapshot, framing: .framed)
            let result = decodeProtobuf(bytes, windows: [5000])
            #expect(result.snapshot.spanCount == snapshot.spanCount)
            let written = snapshot.wholeDump.split(separator: "\n"), read = result.snapshot.wholeDump.split(separator: "\n")
            #expect(zip(read, written).first { $0 != $1 }.map { "\($0) is not \($1)" } == nil)
        }
    }

    @Test("Broken traces are as broken as before, with every span")
    func broken() throws {
        for snapshot in Simulator(scenario: .broken, amount: .traces(20), seed: 4) {
            let result = decodeProtobuf(OTLPProtobufEncoder.bytes(of: snapshot)).snapshot
            #expect(result.spanCount == snapshot.spanCount)
            #expect(result.traces.count == snapshot.traces.count)
            let starts = { (snapshot: Snapshot) in snapshot.traces.map { snapshot[$0].start ?? -1 }.sorted() }
            #expect(starts(result) == starts(snapshot))
        }
    }

    @Test("A trace of Jaeger keeps its meaning: kind, errors, status, references, names of events")
    func fromJaeger() throws {
        let text =
            #"{"data":[{"traceID":"ab","spans":[{"traceID":"ab","spanID":"1","operationName":"a","startTime":1,"duration":9,"#
            + #""tags":[{"key":"span.kind","type":"string","value":"server"},{"key":"error","type":"bool","value":true},{"key":"x","type":"int64","value":4}],"#
            + #""logs":[{"timestamp":2,"fields":[{"key":"event","type":"string","value":"boom"},{"key":"y","type":"bool","value":true}]}],"#
            + #""references":[{"refType":"FOLLOWS_FROM","traceID":"cd","spanID":"2"}],"processID":"p"}],"#
            + #""processes":{"p":{"serviceName":"s","tags":[{"key":"ip","type":"string","value":"::1"}]}}}]}"#
        let span = decodeProtobuf(OTLPProtobufEncoder.bytes(of: decode(text).snapshot)).trace.span(at: 0)
        #expect(span.kind == .server)
        #expect(span.isError)
        #expect(span.status == .error)
        #expect(span.attributes.map { "\($0.key)=\($0.value.text)" } == ["x=4"])
        #expect(span.events.map { "\($0.time) \($0.name) \($0.attributes.count)" } == ["2000 boom 1"])
        #expect(span.links.map { "\($0.traceIDText) \($0.spanIDText) \($0.isSameTrace)" } == ["00000000000000cd 0000000000000002 false"])
        #expect(span.links[0].attributes["opentracing.ref_type"] == .string("follows_from"))
        #expect(span.resource.attributes["ip"] == .string("::1"))
    }
}

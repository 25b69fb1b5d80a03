import Foundation
import TestSupport
import Testing
import TraceModel
import TraceSimulator

@testable import TraceFormats

/// The two forms of OTLP say the same.
@Suite struct OTLPProtobufFormsTests {
    @Test("The same random spans are read from protobuf and from JSON", arguments: 20...25)
    func randomSpans(_ seed: UInt64) {
        let snapshot = OTLPRandomSpans(seed: seed).snapshot(spans: 120, traces: 4)
        let fromProtobuf = decodeProtobuf(OTLPProtobufEncoder.bytes(of: snapshot))
        let fromJSON = decode(OTLPJSONEncoder.text(of: snapshot))
        #expect(fromProtobuf.snapshot.wholeDump == fromJSON.snapshot.wholeDump)
        #expect(fromProtobuf.codes.sorted { $0.rawValue < $1.rawValue } == fromJSON.codes.sorted { $0.rawValue < $1.rawValue })
    }

    @Test("Losses on the way are counted alike")
    func losses() throws {
        for snapshot in Simulator(scenario: .broken, amount: .traces(20), seed: 8) {
            var json = OTLPJSONEncoder { _ in }
            var protobuf = OTLPProtobufEncoder(framing: .framed) { _ in }
            try json.encode(snapshot)
            try protobuf.encode(snapshot)
            #expect(protobuf.losses == json.losses)
        }
    }

    @Test("One real trace is the same from protobuf and from JSON")
    func fixtures() throws {
        guard Places.hasFixtures else { return print("fixtures are absent: otlp-binary was not compared") }
        let folder = Places.fixtures.appendingPathComponent("formats/otlp-binary")
        let binary = try Data(contentsOf: folder.appendingPathComponent("pushbytes.pb"))
        let text = try Data(contentsOf: folder.appendingPathComponent("pushbytes.utf16le.json"))
        let json = try #require(String(data: text, encoding: .utf16))
        let fromProtobuf = decodeProtobuf(Array(binary)).snapshot
        #expect(fromProtobuf.wholeDump == decode(json).snapshot.wholeDump)
        let again = decodeProtobuf(OTLPProtobufEncoder.bytes(of: fromProtobuf))
        #expect(again.snapshot.wholeDump == fromProtobuf.wholeDump)
        #expect(again.codes.isEmpty)
    }
}

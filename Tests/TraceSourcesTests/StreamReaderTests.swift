import Foundation
import TestSupport
import Testing
import TraceFormats
import TraceModel

@testable import TraceSources

/// Streams that two threads share window by window give what one thread reads at once.
@Suite struct StreamReaderTests {
    /// What reading gives: all spans, and what was found where.
    private struct Reading: Equatable {
        let dump: String
        let findings: [String]
    }

    private static let whole = WindowLimits(size: 16 << 20, shared: .max, beginning: 0, vain: 0)

    private func reading(_ bytes: [UInt8], most: Int = .max, _ limits: WindowLimits) throws -> Reading {
        let session = LoadSession(isCancelled: { false }, onUpdate: nil)
        let intake = PieceIntake(session: session, source: session.store.addSource("input"), name: "input")
        let reader = StreamReader<JSONTraceDecoder>(BytesStream(bytes, most: most), limits: limits, intake)
        try reader.readOn(isFinal: true)
        reader.finish()
        let snapshot = session.finish()
        // The path of a span is not known where its list began in another window.
        let findings = snapshot.sources[0].diagnostics.entries.map {
            "\($0.code) at \($0.place.byteOffset ?? -1): \($0.found), \($0.count)"
        }
        return Reading(dump: snapshot.dump, findings: findings.sorted())
    }

    private func sample(_ name: String) throws -> [UInt8] {
        try ContentStream.open(Places.samples.appendingPathComponent(name).path).stream.all().bytes
    }

    private static let samples = [
        "checkout.json", "deep.json", "wide.json", "broken.json", "formats/otlp.jsonl", "formats/zipkin-v2.json", "formats/tempo.json",
        "formats/elasticsearch-bulk.ndjson", "formats/keyed-by-service.json",
    ]

    @Test("Whatever the size of its windows", arguments: samples)
    func windows(name: String) throws {
        let bytes = try sample(name), expected = try reading(bytes, Self.whole)
        #expect(!expected.dump.isEmpty)
        for size in [700, 2_000, 9_000, 50_000] {
            let limits = WindowLimits(size: size, shared: size / 2, beginning: size / 20, vain: .max)
            #expect(try reading(bytes, limits) == expected, "\(size)")
            #expect(try reading(bytes, most: size / 3, limits) == expected, "\(size), in small pieces")
        }
    }

    @Test("Wherever it is damaged", arguments: samples)
    func damage(name: String) throws {
        let bytes = try sample(name)
        var generator = SeededGenerator(seed: 11)
        for _ in 0..<12 {
            var damaged = bytes
            let place = Int.random(in: 0..<bytes.count - 60, using: &generator)
            switch Int.random(in: 0..<3, using: &generator) {
            case 0: damaged.removeSubrange(place..<place + Int.random(in: 1...60, using: &generator))
            case 1: damaged[place] = UInt8.random(in: 0x20..<0x7f, using: &generator)
            default: damaged.insert(contentsOf: Array("\"}],{\"traceID\":\"".utf8), at: place)
            }
            let limits = WindowLimits(size: 6_000, shared: 2_000, beginning: 200, vain: .max)
            let expected = Result { try reading(damaged, Self.whole) }, found = Result { try reading(damaged, limits) }
            #expect((try? found.get()) == (try? expected.get()), "\(place)")
        }
    }

    @Test func `a long stream is shared with a second thread`() throws {
        let spans = (1...3_000).map {
            #"{"traceID":"\#($0 / 50 + 1)","spanID":"\#($0)","operationName":"op","startTime":5,"duration":7,"tags":[],"processID":"p"}"#
        }
        let text = #"{"data":[{"traceID":"1","spans":[\#(spans.joined(separator: ","))],"processes":{"p":{"serviceName":"a"}}}]}"#
        let session = LoadSession(isCancelled: { false }, onUpdate: nil)
        let intake = PieceIntake(session: session, source: session.store.addSource("input"), name: "input")
        let limits = WindowLimits(size: 40_000, shared: 20_000, beginning: 1_000, vain: 1)
        let reader = StreamReader<JSONTraceDecoder>(BytesStream(Array(text.utf8)), limits: limits, intake)
        try reader.readOn(isFinal: true)
        #expect(reader.isShared)
        reader.finish()
        #expect(session.finish().spanCount == 3_000)
    }
}

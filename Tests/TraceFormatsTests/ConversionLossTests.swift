import TestSupport
import Testing
import TraceModel

@testable import TraceFormats

/// What encoders say they could not carry.
@Suite struct ConversionLossTests {
    /// What Jaeger JSON loses of a snapshot.
    static func jaegerLosses(_ snapshot: Snapshot) throws -> [ConversionLoss] {
        var encoder = JaegerJSONEncoder { _ in }
        try encoder.encode(snapshot)
        return encoder.losses
    }

    @Test("Losses are counted by kind")
    func tally() {
        var tally = ConversionTally()
        tally.add(.textID)
        let whole = [2_000, -2_001].map { tally.microseconds($0) }
        tally.add(.textID, 2)
        tally.add(.warning, 0)
        #expect(whole == [2, -2])
        #expect(tally.losses == [ConversionLoss(.textID, count: 3), ConversionLoss(.subMicrosecondTime)])
    }

    @Test("What Jaeger has written is lost nothing of")
    func nothingLost() throws {
        let snapshot = built { writer, span in
            (span.start, span.duration) = (1_000, 2_000)
            writer.attribute("s", .string("text"))
            writer.attribute("x", .bytes([1]))
        }
        #expect(try Self.jaegerLosses(snapshot) == [])
    }

    @Test("Jaeger loses nanoseconds, and the types of arrays and maps")
    func jaeger() throws {
        let snapshot = built { writer, span in
            (span.start, span.duration) = (1_001, 2_002)
            writer.attribute("a", .array(json: "[1]"))
            writer.beginEvent()
            writer.attribute("m", .map(json: "{}"))
            writer.endEvent(time: 7)
        }
        #expect(try Self.jaegerLosses(snapshot) == [ConversionLoss(.subMicrosecondTime, count: 3), ConversionLoss(.typedValue, count: 2)])
    }

    @Test("A key marked in one object is new in the next")
    func keyMarks() {
        var marks = KeyMarks()
        func inserted(_ rows: [UInt32]) -> [Bool] {
            marks.begin()
            return rows.map { marks.insert(StringID($0)) }
        }
        #expect(inserted([5, 5, 5_000]) == [true, false, true])
        #expect(inserted([5, 5_000]) == [true, true])
    }
}

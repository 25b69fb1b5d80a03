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

    @Test("Jaeger keeps a scope's name and version, and a link's type; other attributes of scopes and links are lost")
    func scopesAndLinks() throws {
        let store = SpanStore()
        var span = NewSpan(source: store.addSource("test"))
        var writer = store.writer()
        var scope = ResourceTable.NewScope()
        (scope.name, scope.version) = (writer.intern("lib"), writer.intern("1"))
        scope.attributes = [.init(writer.intern("k"), int64: 1)]
        span.resource = store.resources.add(service: writer.intern("s"), attributes: [], scope: scope)
        span.facts.isShared = true
        writer.beginLink()
        writer.attribute("opentracing.ref_type", .string("child_of"))
        writer.attribute("why", .string("batch"))
        writer.endLink(.other, trace: TraceID(low: 9), isSameTrace: false, span: SpanID(3), hasTextID: false)
        writer.finish(span)
        store.commit(writer.takeBatch())
        let snapshot = store.publish()
        let text = String(decoding: JaegerJSONEncoder.text(of: snapshot), as: UTF8.self)
        #expect(text.contains(#""references":[{"refType":"CHILD_OF","traceID":"0000000000000009","spanID":"0000000000000003"}]"#))
        #expect(
            text.contains(
                #""tags":[{"key":"otel.scope.name","type":"string","value":"lib"},{"key":"otel.scope.version","type":"string","value":"1"}]"#
            ))
        let losses = try Self.jaegerLosses(snapshot)
        #expect(losses == [ConversionLoss(.linkAttribute), ConversionLoss(.scopeAttribute), ConversionLoss(.sharedHalf)])
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

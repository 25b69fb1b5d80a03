import TestSupport
import Testing
import TraceAnalysis
import TraceModel

/// What spans say went wrong.
@Suite struct ErrorMessagesTests {
    typealias Fields = [(key: String, value: AttributeValue)]

    static func message(_ attributes: Fields = [], events: [Fields] = []) -> String? {
        let snapshot = Snapshot.of([
            SketchedSpan(1) {
                ($0.attributes, $0.isError) = (attributes, true)
                $0.events = events.enumerated().map { .init(time: Int64($0.offset), $0.element) }
            }
        ])
        return ErrorMessages(snapshot).message(at: 0, in: snapshot[snapshot.traces[0]])
    }

    @Test("An exception speaks first, by its message, else by its type; of several the last one")
    func exceptions() {
        let refused: Fields = [("exception.type", .string("IOException")), ("exception.message", .string("refused"))]
        #expect(Self.message([("otel.status_description", .string("failed"))], events: [refused]) == "refused")
        #expect(Self.message(events: [[("exception.type", .string("NullPointerException"))]]) == "NullPointerException")
        #expect(Self.message(events: [refused, [("exception.message", .string("time-out"))]]) == "time-out")
        #expect(Self.message(events: [refused, [("event", .string("retry")), ("message", .string("trying again"))]]) == "refused")
    }

    @Test("In Jaeger's logs an error speaks with its fields, and an ordinary message is none")
    func logs() {
        #expect(Self.message(events: [[("event", .string("error")), ("message", .string("no stock"))]]) == "no stock")
        #expect(
            Self.message(events: [[("event", .string("error")), ("error.object", .string("E: x")), ("message", .string("m"))]]) == "E: x")
        #expect(Self.message(events: [[("event", .string("redis timeout")), ("error", .string("redis timeout"))]]) == "redis timeout")
        #expect(Self.message(events: [[("level", .string("ERROR")), ("message", .string("lost"))]]) == "lost")
        #expect(Self.message(events: [[("error.kind", .string("Timeout"))]]) == "Timeout")
        #expect(Self.message(events: [[("level", .string("info")), ("message", .string("all is well"))]]) == nil)
        #expect(Self.message(events: [[("message", .string("all is well"))]]) == nil)
    }

    @Test("Then the status of the span speaks, then the code it replied, and otherwise nobody")
    func attributes() {
        #expect(Self.message([("http.status_code", .int64(500)), ("otel.status_description", .string(" lock lost\n"))]) == "lock lost")
        #expect(Self.message([("error", .string("ClientSideError"))]) == "ClientSideError")
        #expect(Self.message([("error", .string("true")), ("http.status_code", .string("503"))]) == "HTTP 503")
        #expect(Self.message([("error.type", .string("500")), ("http.response.status_code", .int64(500))]) == "HTTP 500")
        #expect(Self.message([("error.message", .string("gone")), ("error", .bool(true))]) == "gone")
        #expect(Self.message([("error.type", .string("java.net.ConnectException"))]) == "java.net.ConnectException")
        #expect(Self.message([("rpc.grpc.status_code", .int64(14))]) == "gRPC UNAVAILABLE")
        #expect(Self.message([("grpc.status_code", .int64(99))]) == "gRPC 99")
        #expect(Self.message([("grpc.code", .string("Canceled"))]) == "gRPC Canceled")
        #expect(Self.message([("error", .bool(true)), ("http.status_code", .int64(200))]) == nil)
        #expect(Self.message([("otel.status_description", .string("")), ("error", .int64(1))]) == nil)
        #expect(Self.message() == nil)
    }

    @Test("Only the span itself is heard, and what is shown with it")
    func ownSpans() {
        let snapshot = Snapshot.of([
            SketchedSpan(1) { ($0.isError, $0.mayBePiece, $0.duration) = (true, true, 9) },
            SketchedSpan(1) { ($0.mayBePiece, $0.duration, $0.attributes) = (true, nil, [("error", .string("boom"))]) },
            SketchedSpan(2, parent: 1) { $0.attributes = [("error", .string("not mine"))] },
        ])
        let trace = snapshot[snapshot.traces[0]], messages = ErrorMessages(snapshot)
        #expect((0..<3).map { messages.message(at: $0, in: trace) } == ["boom", "not mine", "boom"])
    }
}

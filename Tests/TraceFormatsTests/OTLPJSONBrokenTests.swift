import TestSupport
import Testing
import TraceModel

@testable import TraceFormats

/// Three resources with two scopes each and some of everything.
private let request: String = {
    func span(_ number: Int) -> String {
        #"{"traceId":"00000000000000000000000000000\#(100 + number % 4)","spanId":"00000000000000\#(10 + number)","parentSpanId":"\#(number < 4 ? "" : "00000000000000\(6 + number)")","name":"op é \"\#(number)\"","kind":\#(number % 6),"startTimeUnixNano":"170000000000000\#(1000 + number)","endTimeUnixNano":"17000000000000\#(20000 + number)","attributes":[{"key":"http.method","value":{"stringValue":"GET"}},{"key":"http.status_code","value":{"intValue":"\#(200 + number)"}},{"key":"share","value":{"doubleValue":0.\#(number + 1)}},{"key":"list","value":{"arrayValue":{"values":[{"intValue":"1"},{"kvlistValue":{"values":[{"key":"a","value":{"boolValue":true}}]}}]}}}],"events":[{"timeUnixNano":"1700000000000001500","name":"e\#(number)","attributes":[{"key":"event","value":{"stringValue":"x"}}]}],"links":[{"traceId":"000000000000000000000000000000ff","spanId":"00000000000000ff","attributes":[]}],"status":{"code":\#(number % 3),"message":"m"},"droppedEventsCount":1}"#
    }
    let resources = (0..<3).map { resource in
        let scopes = (0..<2).map { scope in
            let spans = (0..<3).map { span(resource * 6 + scope * 3 + $0) }
            return #"{"scope":{"name":"lib\#(scope)"},"spans":[\#(spans.joined(separator: ","))],"schemaUrl":"s"}"#
        }
        let attributes =
            #"{"attributes":[{"key":"service.name","value":{"stringValue":"s\#(resource)"}},{"key":"host","value":{"stringValue":"h"}}]}"#
        return #"{"resource":\#(attributes),"scopeSpans":[\#(scopes.joined(separator: ","))],"schemaUrl":"r"}"#
    }
    return #"{"resourceSpans":[\#(resources.joined(separator: ","))]}"#
}()

@Suite struct OTLPJSONBrokenTests {
    @Test(arguments: [request, request + "\n" + request.replacing("0000000000000000000000000", with: "000000000000000000000abcd") + "\n"])
    func `a stream cut into windows of any size gives what the whole gives`(_ text: String) {
        let bytes = Array(text.utf8)
        let whole = decode(bytes)
        #expect(whole.codes == [])
        #expect(whole.snapshot.spanCount % 18 == 0)
        var generator = SeededGenerator(seed: 4)
        for _ in 0..<30 {
            let windows = (0..<5).map { _ in Int.random(in: 1...900, using: &generator) }
            let streamed = decode(bytes, windows: windows)
            #expect(streamed.snapshot.dump == whole.snapshot.dump)
            #expect(streamed.diagnostics == whole.diagnostics)
        }
    }

    @Test func `a window may end between two lines`() {
        let line = Array((otlp(otlpSpan()) + "\n").utf8)
        for end in [line.count, line.count - 1] { #expect(decode(line + line + line, windows: [end, 1, 5]).snapshot.spanCount == 3) }
    }

    @Test func `a file read in pieces by offsets gives what the whole gives`() {
        let bytes = Array((request + "\n" + request).utf8)
        let whole = decode(bytes)
        for size in [300, 1000, 2500, 7000] {
            let store = SpanStore()
            let source = store.addSource("test")
            var joiner = PieceJoiner(resources: store.resources)
            padded(bytes).withUnsafeBytes { buffer in
                var decoder = JSONTraceDecoder(
                    UnsafeRawBufferPointer(rebasing: buffer[..<bytes.count]), writer: store.writer(), resources: store.resources,
                    source: source)
                var stop = size
                while decoder.run(until: stop, isFinal: true) == .stopped {
                    let piece = decoder.takePiece()
                    joiner.join(piece, into: store)
                    // As another worker would go on, which knows only what the piece says.
                    decoder.restart(at: PieceStart(after: piece))
                    stop = piece.endOffset + size
                }
                joiner.join(decoder.takePiece(), into: store)
            }
            joiner.finish(into: store)
            #expect(store.publish().dump == whole.snapshot.dump)
        }
    }

    @Test func `a file cut anywhere costs its tail and says so`() {
        let bytes = Array(request.utf8)
        var last = 0
        for end in stride(from: 40, to: bytes.count - 1, by: 17) {
            let decoded = decode(Array(bytes[..<end]))
            #expect(decoded.snapshot.spanCount >= last)
            #expect(decoded.codes.contains(.truncated), "cut at \(end)")
            last = decoded.snapshot.spanCount
        }
        #expect(last == 18)
    }

    @Test func `damage in a line costs that line, damage in a list what is left of its resource`() {
        let broken = request.replacing(#""kind":4"#, with: #""kind":4,,"#, maxReplacements: 1)
        let lines = decode(broken + "\n" + request)
        #expect(lines.codes == [.syntaxError])
        #expect(lines.snapshot.spanCount == 4 + 12 + 18)
    }

    @Test func `flipping any byte never loses control`() {
        let bytes = Array(request.utf8)
        var generator = SeededGenerator(seed: 5)
        for _ in 0..<1500 {
            var changed = bytes
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                changed[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
            }
            let decoded = decode(changed)
            #expect(decoded.snapshot.spanCount <= 19)
            for row in decoded.snapshot.traces { _ = decoded.snapshot[row].dump }
        }
    }
}

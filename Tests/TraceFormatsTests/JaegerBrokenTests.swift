import TestSupport
import Testing
import TraceModel

@testable import TraceFormats

/// A file of three traces with some of everything, as text.
private let sample: String = {
    func span(_ trace: Int, _ id: Int) -> String {
        #"{"traceID":"\#(trace)","spanID":"\#(id)","flags":1,"operationName":"op é \"\#(id)\"","references":[\#(id > 1 ? #"{"refType":"CHILD_OF","traceID":"\#(trace)","spanID":"\#(id / 2)"}"# : "")],"startTime":\#(1_700_000_000_000_000 + id),"duration":\#(id * 3),"tags":[{"key":"http.status_code","type":"int64","value":\#(200 + id)},{"key":"url","type":"string","value":"/a/\#(id)"},{"key":"share","type":"float64","value":0.\#(id)}],"logs":[{"timestamp":\#(1_700_000_000_000_001 + id),"fields":[{"key":"event","type":"string","value":"e\#(id)"}]}],"processID":"p\#(id % 2 + 1)","warnings":null}"#
    }
    let traces = (1...3).map { trace in
        #"{"traceID":"\#(trace)","spans":[\#((1...7).map { span(trace, $0) }.joined(separator: ","))],"processes":{"p1":{"serviceName":"a","tags":[{"key":"host","type":"string","value":"h"}]},"p2":{"serviceName":"b","tags":[]}},"warnings":null}"#
    }
    return #"{"data":[\#(traces.joined(separator: ","))],"total":0,"limit":0,"offset":0,"errors":null}"#
}()

@Suite struct JaegerBrokenTests {
    @Test func `a stream cut into windows of any size gives what the whole gives`() {
        let bytes = Array(sample.utf8)
        let whole = decode(bytes)
        #expect(whole.snapshot.spanCount == 21)
        var generator = SeededGenerator(seed: 2)
        for _ in 0..<40 {
            let windows = (0..<5).map { _ in Int.random(in: 1...700, using: &generator) }
            let streamed = decode(bytes, windows: windows)
            #expect(streamed.snapshot.dump == whole.snapshot.dump)
            #expect(streamed.diagnostics == whole.diagnostics)
        }
    }

    @Test func `a file cut anywhere costs its tail and says so`() {
        let bytes = Array(sample.utf8)
        var last = 0
        for end in stride(from: 40, to: bytes.count - 1, by: 13) {
            let decoded = decode(Array(bytes[..<end]))
            #expect(decoded.snapshot.spanCount >= last)
            #expect(decoded.codes.contains(.truncated), "cut at \(end)")
            last = decoded.snapshot.spanCount
        }
        #expect(last == 21)
    }

    @Test func `a syntax error costs one span, and reading goes on with the next`() {
        let broken = sample.replacing(#""spanID":"3","flags":1"#, with: #""spanID":"3",,"flags":1"#, maxReplacements: 1)
        let decoded = decode(broken)
        #expect(decoded.codes == [.syntaxError, .orphanSpan].filter { $0 != .orphanSpan })
        #expect(decoded.snapshot.spanCount == 20)
        #expect(decoded.snapshot.traces.count == 3)
    }

    @Test func `a syntax error costs one span in a stream too, wherever its windows end`() {
        let broken = Array(sample.replacing(#""spanID":"3","flags":1"#, with: #""spanID":"3",,"flags":1"#).utf8)
        let whole = decode(broken)
        #expect(whole.snapshot.spanCount == 18)
        for window in [1, 7, 64, 333, 700, 2000] {
            let streamed = decode(broken, windows: [window])
            #expect(streamed.snapshot.spanCount == 18, "windows of \(window) bytes")
            #expect(streamed.diagnostics == whole.diagnostics, "windows of \(window) bytes")
        }
    }

    @Test func `traces that damage has put into each other keep all their spans`() {
        func span(_ id: Int) -> String {
            #"{"traceID":"a1","spanID":"\#(id)","operationName":"op","startTime":1,"duration":2,"processID":"p1"}"#
        }
        func trace(_ id: Int, _ rest: String) -> String { #"{"traceID":"a1","spans":["# + span(id) + "]" + rest }
        let processes = #","processes":{"p1":{"serviceName":"shop"}}}"#
        // After the first trace's spans comes what is no key; so the next span is taken for one of a list within it.
        let inner = span(2) + "," + trace(3, processes)
        let behind = String(trace(4, processes).dropFirst())
        let text = "[" + trace(1, ";" + inner) + "]," + behind + "]"
        let decoded = decode(text)
        #expect(decoded.codes.contains(.syntaxError))
        #expect(decoded.snapshot.spanCount == 4)
        #expect(decoded.trace.spans.map(\.service).sorted() == ["", "", "", "shop"])
    }

    @Test func `flipping any byte never loses control`() {
        let bytes = Array(sample.utf8)
        var generator = SeededGenerator(seed: 3)
        for _ in 0..<3000 {
            var changed = bytes
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                changed[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
            }
            let decoded = decode(changed)
            #expect(decoded.snapshot.spanCount <= 22)
            for row in decoded.snapshot.traces { _ = decoded.snapshot[row].dump }
        }
    }

    @Test func `a hundred thousand opening brackets are refused`() {
        for opening in ["[", "{\"a\":", "{\"data\":["] {
            let decoded = decode(String(repeating: opening, count: 100_000))
            #expect(decoded.refusal != nil)
        }
    }

    @Test func `a split is found at traces and spans and never at a reference`() {
        let bytes = padded(Array(sample.utf8))
        bytes.withUnsafeBytes { buffer in
            let scanner = JSONScanner(UnsafeRawBufferPointer(rebasing: buffer[..<(buffer.count - 64)]))
            var found: [JSONSplit.Kind] = []
            var at = scanner.start
            while let split = JSONSplitFinder().next(in: scanner, after: at, before: scanner.end) {
                found.append(split.kind)
                at = scanner.start + split.offset + 1
            }
            #expect(found.count == 24)
            #expect(found.filter { $0 == .trace }.count == 3)
        }
        let reference = Array(#"[{"traceID":"1","spanID":"2","refType":"CHILD_OF"}]"#.utf8)
        padded(reference).withUnsafeBytes {
            let scanner = JSONScanner(UnsafeRawBufferPointer(rebasing: $0[..<reference.count]))
            #expect(JSONSplitFinder().next(in: scanner, after: scanner.start, before: scanner.end) == nil)
        }
    }
}

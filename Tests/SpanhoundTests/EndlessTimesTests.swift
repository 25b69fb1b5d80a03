import TestSupport
import Testing

/// Spans that last as long as a number can say, so that every sum of two of them is too much.
@Suite struct EndlessTimesTests {
    private static let microseconds = Int64.max / 1000

    /// Three traces of one root that lasts so long, and of 30 that do so beside it.
    private static let text: String = {
        let traces = (1...3).map { trace in
            let spans = (1...31).map { span in
                """
                {"traceID":"\(trace)","spanID":"\(span)","operationName":"endless \(span)","references":[],"startTime":0,\
                "duration":\(microseconds),"processID":"p\(span % 2)","tags":[{"key":"error","type":"bool","value":\(trace == 1)}],"logs":[]}
                """
            }
            return """
                {"traceID":"\(trace)","processes":{"p0":{"serviceName":"a","tags":[]},"p1":{"serviceName":"b","tags":[]}},\
                "spans":[\(spans.joined(separator: ","))]}
                """
        }
        return "{\"data\":[" + traces.joined(separator: ",") + "]}"
    }()

    @Test(arguments: [
        ["summary"], ["services"], ["search", "--errors", "--differences"], ["show"], ["performance", "--service", "a"],
        ["performance", "--by", "service", "--then", "operation"], ["slow"], ["errors"], ["dependencies"], ["critical-path"],
        ["critical-path", "--folded"], ["report"],
    ])
    func `every answer is given, in text and in JSON`(_ command: [String]) throws {
        let folder = try TemporaryFolder(), file = try folder.file("endless.json", Self.text).path
        for form in command.contains("--folded") ? [[]] : [[], ["--json"], ["--markdown"]] {
            let run = try Binary.run(command + form + [file])
            #expect(run.status == 0 && (!run.output.isEmpty || command == ["dependencies"]), "\(form): \(run.errors)")
        }
    }

    @Test func `two such sets are compared`() throws {
        let folder = try TemporaryFolder(), file = try folder.file("endless.json", Self.text).path
        for form in [[], ["--json"], ["--markdown"]] {
            let run = try Binary.run(["compare"] + form + [file, file])
            #expect(run.status == 0 && !run.output.isEmpty, "\(form): \(run.errors)")
        }
    }
}

import Explorer
import Testing
import TraceModel

@Suite struct SentencesTests {
    @Test func `A finding says where, what is wrong and what stood there`() {
        let place = Place(source: "orders.json", byteOffset: 4711, path: "spans[12].startTime")
        #expect(
            Sentences.sentence(for: Diagnostic(.badNumber, at: place, found: "soon"))
                == "orders.json: spans[12].startTime: expected a number, found \"soon\"")
        #expect(
            Sentences.sentence(for: Diagnostic(.badNumber, at: place, found: "\"soon\"", count: 1235))
                == "orders.json: spans[12].startTime: expected a number, found \"soon\" (and 1,234 more)")
    }

    @Test func `A place is a line, or a byte where there is nothing better`() {
        #expect(Sentences.place(Place(source: "-", line: 12)) == "standard input: line 12")
        #expect(Sentences.place(Place(source: "a.json", byteOffset: 1234)) == "a.json: byte 1,234")
        #expect(Sentences.place(Place()) == "")
    }

    @Test func `A file that breaks off is told without a claim about what came before`() {
        let error = InputError(Diagnostic(.truncated, at: Place(source: "a.json", byteOffset: 1000)))
        #expect(
            Sentences.sentence(for: error)
                == "a.json: byte 1,000: the file ends in the middle; what should follow is missing; fetch the file again")
        let broken = Diagnostic(.syntaxError, at: Place(line: 2), found: "]")
        #expect(Sentences.sentence(for: broken) == "line 2: expected JSON, found \"]\"; what follows is lost, up to the next span")
    }

    @Test func `Input that stops the work says what can be done`() {
        let error = InputError(Diagnostic(.notATraceFile, at: Place(source: "cat.png"), found: "a PNG image"))
        #expect(
            Sentences.sentence(for: error)
                == "cat.png: not a trace file: it is a PNG image; spanhound reads Jaeger, Zipkin, OTLP, Tempo and Elasticsearch traces")
    }

    @Test("Every code has a sentence that starts small and ends without a full stop", arguments: DiagnosticCode.allCases)
    func everyCode(code: DiagnosticCode) throws {
        for found in ["", "x"] {
            let sentence = Sentences.sentence(for: Diagnostic(code, at: Place(), found: found))
            let first = try #require(sentence.first)
            #expect(first.isLowercase || sentence.hasPrefix("no "))
            #expect(sentence.last != "." && sentence.count > 10 && !sentence.contains("  "))
        }
    }
}

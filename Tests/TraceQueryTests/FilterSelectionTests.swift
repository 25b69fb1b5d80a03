import TestSupport
import Testing
import TraceModel
import TraceQuery

/// What a filter selects.
@Suite struct FilterSelectionTests {
    /// Four traces: a slow cart with a failing database, a fast one, one of another service, one without times.
    static let drawing = """
        frontend GET /cart    ==========             http.method=GET
          cart   get            ====      !          http.status_code=500
            db   SELECT          ==       !          db.system=redis
          ads    list                ==              http.status_code=200

        frontend GET /cart    ===                    http.method=GET
          cart   get           =                     http.status_code=200

        checkout POST /pay                ======     http.method=POST
          frontend GET /cart               ==

        worker   sweep
        """
    static let snapshot = TraceDrawing.snapshot(drawing)

    /// The numbers, from 1, of the traces that a filter line selects.
    static func selected(_ line: String, from snapshot: Snapshot = snapshot) throws -> [Int] {
        let filter = try TraceFilter(line: line)
        let rows = try #require(filter.select(from: snapshot))
        return rows.map { Int(snapshot[$0].id.low) }
    }

    @Test(
        "A filter selects exactly the traces that meet it",
        arguments: [
            ("", [1, 2, 3, 4]), ("service=cart", [1, 2]), ("service=frontend", [1, 2, 3]), ("service=nobody", []),
            ("operation=\"GET /cart\"", [1, 2, 3]), ("service=checkout operation=\"POST /pay\"", [3]),
            ("http.method=GET", [1, 2]), ("tag.http.method=POST", [3]), ("http.status_code=200", [1, 2]), ("no.such.key=1", []),
            ("http.method=PUT", []), ("errors", [1]), ("min=6ms", [1, 3]), ("max=3ms", [2]), ("min=10ms max=10ms", [1]),
            ("span.min=10ms", [1]), ("span.max=1ms", [2, 4]), ("span.min=2ms span.max=2ms", [1, 3]),
        ])
    func selects(line: String, expected: [Int]) throws {
        #expect(try Self.selected(line) == expected)
    }

    @Test(
        "Service, operation, tags, durations, errors and times must hold on one span, not on several of a trace",
        arguments: [
            ("service=frontend http.status_code=500", []), ("service=cart http.status_code=500", [1]), ("service=frontend errors", []),
            ("service=cart errors", [1]), ("service=db operation=get", []), ("http.method=GET http.status_code=200", []),
            ("service=db span.min=3ms", []), ("service=cart span.min=3ms", [1]), ("service=db min=10ms", [1]),
        ])
    func holdsOnOneSpan(line: String, expected: [Int]) throws {
        #expect(try Self.selected(line) == expected)
    }

    @Test(
        "Each word is found somewhere in the trace: in its name, a service or a span name, whatever the case",
        arguments: [
            ("CART", [1, 2, 3]), ("select ads", [1]), ("\"frontend: get\"", [1, 2]), ("redis", []), ("pay frontend", [3]), ("sweep", [4]),
        ])
    func findsWords(line: String, expected: [Int]) throws {
        #expect(try Self.selected(line) == expected)
    }

    @Test("Start and end bound the starts of spans, both inclusive; a span without a start is never within")
    func boundsStarts() throws {
        #expect(try Self.selected("start=1970-01-01T00:00:00.012Z") == [3])
        #expect(try Self.selected("start=1970-01-01T00:00:00.013Z end=1970-01-01T00:00:00.013Z") == [3])
        #expect(try Self.selected("end=1970-01-01T00:00:00Z") == [1, 2])
        #expect(try Self.selected("service=worker start=1969-01-01T00:00:00Z") == [])
    }

    @Test("A lookback counts back from the newest span of the snapshot")
    func looksBack() throws {
        #expect(try Self.selected("lookback=0s") == [3])
        #expect(try Self.selected("lookback=6ms") == [1, 3])
        #expect(try Self.selected("lookback=1h") == [1, 2, 3])
        #expect(try Self.selected("lookback=1h start=1970-01-01T00:00:00.013Z") == [3])
    }

    @Test("A cancelled selection has no answer")
    func isCancelled() throws {
        let filter = try TraceFilter(line: "errors")
        #expect(filter.select(from: Self.snapshot, isCancelled: { true }) == nil)
    }
}

import TestSupport
import Testing
import TraceModel

@testable import TraceAnalysis

/// Patterns of traces that are drawn; a column is a millisecond.
@Suite struct PatternTests {
    static let column = TraceDrawing.column

    static func patterns(_ snapshot: Snapshot) throws -> [TracePattern] {
        let row = try #require(snapshot.traces.first)
        return try #require(snapshot[row].patterns())
    }

    /// Patterns as text: `repeated-calls web: list > db: get 5 of 10 saves 8 at 1 2 3`.
    static func lines(_ snapshot: Snapshot, _ kind: PatternKind? = nil) throws -> [String] {
        let trace = snapshot[try #require(snapshot.traces.first)]
        func name(_ position: Int) -> String { trace.span(at: position).service + ": " + trace.span(at: position).name }
        return try patterns(snapshot).filter { kind == nil || $0.kind == kind }.map { found in
            var line = found.kind.rawValue + " " + (found.caller.map { name($0) + " > " } ?? "") + name(found.subject)
            line += " \(found.count) of \(found.total / column)"
            if found.errors > 0 { line += " \(found.errors) failed" }
            if let saving = found.saving { line += " saves \(saving / column)" }
            if found.places > 1 { line += " in \(found.places)" }
            return line + " at " + found.positions.map(String.init).joined(separator: " ")
        }
    }

    static func lines(_ drawing: String, _ kind: PatternKind? = nil) throws -> [String] { try lines(TraceDrawing.snapshot(drawing), kind) }

    // MARK: Repeated calls

    @Test("Five calls alike in a row are repeated calls, whatever runs between them; four are not")
    func repeated() throws {
        let five = """
            web list  ====================
              db  get  ==
              db  get     ==
              log put    =
              db  get        ===
              db  get           ==
              db  get             ==
            """
        #expect(try Self.lines(five, .repeatedCalls) == ["repeated-calls web: list > db: get 5 of 11 saves 8 at 1 3 4 5 6"])
        let four = five.split(separator: "\n").dropLast().joined(separator: "\n")
        #expect(try Self.lines(four, .repeatedCalls) == [])
    }

    @Test("Calls that overlap are no row: only those that begin when the one before has ended")
    func overlapping() throws {
        #expect(
            try Self.lines(
                """
                web list  ====================
                  db  get  ===
                  db  get    ===
                  db  get      ===
                  db  get        ===
                  db  get          ===
                  db  get            ===
                """, .repeatedCalls) == [])
        #expect(
            try Self.lines(
                """
                web list  ====================
                  db  get  ====
                  db  get    =
                  db  get      =
                  db  get       =
                  db  get        =
                  db  get         =
                """, .repeatedCalls) == ["repeated-calls web: list > db: get 5 of 5 saves 4 at 2 3 4 5 6"])
    }

    @Test("Repeated calls count when they take a tenth of their caller, or fifty milliseconds")
    func share() throws {
        func found(_ duration: Int64, of caller: Int64) throws -> Int {
            let calls = (0..<5).map { index in
                SketchedSpan(UInt64(index + 2), parent: 1) { ($0.name, $0.start, $0.duration) = ("get", Int64(index) * duration, duration) }
            }
            return try Self.patterns(Snapshot.of([SketchedSpan(1) { $0.duration = caller }] + calls)).count { $0.kind == .repeatedCalls }
        }
        #expect(try found(1000, of: 50_000) == 1 && found(999, of: 50_000) == 0)
        #expect(try found(10_000_000, of: 3_600_000_000_000) == 1 && found(9_999_999, of: 3_600_000_000_000) == 0)
        #expect(try found(0, of: 0) == 0)
    }

    @Test("Statements that differ in literals only are the same call, and so are addresses that differ in numbers")
    func statements() throws {
        func found(_ key: String = "db.statement", _ statement: (Int) -> String) throws -> Int {
            let calls = (0..<6).map { index in
                SketchedSpan(UInt64(index + 2), parent: 1) {
                    ($0.name, $0.start, $0.duration) = ("query", Int64(index) * 10, 10)
                    $0.attributes = [(key, .string(statement(index)))]
                }
            }
            return try Self.patterns(Snapshot.of([SketchedSpan(1) { $0.duration = 60 }] + calls)).first { $0.kind == .repeatedCalls }?.count
                ?? 0
        }
        #expect(try found { "SELECT * FROM t WHERE id = \($0)" } == 6)
        #expect(try found { "SELECT * FROM \(["a", "b"][$0 % 2])" } == 0)
        #expect(try found("http.url") { "http://shop/item/\($0)?page=\($0 % 2 == 0 ? "x" : "y")" } == 6)
        #expect(try found("url.full") { "http://\(["cart", "shop"][$0 % 2])/" } == 0)
    }

    @Test("The same in several places is one pattern")
    func places() throws {
        let place = "  web part  ======\n" + (0..<5).map { "    db  get " + String(repeating: " ", count: $0) + "=\n" }.joined()
        let found = try Self.lines("web all   ==========\n" + place + place, .repeatedCalls)
        #expect(found == ["repeated-calls web: part > db: get 10 of 10 saves 8 in 2 at 2 3 4 5 6 8 9 10 11 12"])
    }

    // MARK: One after the other

    @Test("Three calls of which none overlaps another could run at the same time; two are in every program")
    func serial() throws {
        let three = """
            web page  ====================
              a   x    ===
              b   y        =====
              c   z             ==
            """
        #expect(try Self.lines(three, .serialCalls) == ["serial-calls web: page 3 of 10 saves 5 at 1 2 3"])
        #expect(try Self.lines(three + "\n  d   w           ===", .serialCalls) == [])
    }

    @Test("What failed is not waited for in vain, what is repeated is told of once, and a tenth is the least")
    func serialLimits() throws {
        #expect(
            try Self.lines(
                """
                web page  ====================
                  a   x    ===
                  b   y        =====            !
                  c   z             ==
                """, .serialCalls) == [])
        let repeated = "web page  ==========\n" + (0..<6).map { "  db  get " + String(repeating: " ", count: $0) + "=\n" }.joined()
        #expect(try Self.lines(repeated + "  a   x         =", .serialCalls) == [])
        #expect(try Self.lines("web page  ==============================\n  a   x    =\n  b   y     =\n  c   z      =", .serialCalls) == [])
    }

    // MARK: Retries, gaps, time-outs

    @Test("The same call after a failed one is a retry, and costs the time until it begins")
    func retries() throws {
        let drawing = """
            web page  ====================
              a   x    ==                  !
              a   y     =
              a   x       ===              !
              a   x           ==
              a   x             ==
            """
        #expect(try Self.lines(drawing, .retries) == ["retries web: page > a: x 2 of 5 2 failed saves 7 at 1 3 4"])
        #expect(try Self.lines("web page  =====\n  a   x    ===  !\n  a   x     ==\n  b   x        =", .retries) == [])
    }

    @Test("Three tenths of the response in which one span holds it up and records nothing are a wide gap")
    func gaps() throws {
        let drawing = """
            web page  ==========
              web work     ===
              db  get         ==
            """
        #expect(try Self.lines(drawing, .wideGap) == ["wide-gap web: page 1 of 5 at 0", "wide-gap web: work 1 of 3 at 1"])
        #expect(try Self.patterns(TraceDrawing.snapshot(drawing)).first { $0.kind == .wideGap }?.interval == 0..<5 * Self.column)
        #expect(try Self.lines("web page  ==========", .wideGap) == [])
    }

    @Test("Errors and what waits for others take as long as a time-out when they end just behind a round second, the innermost of them")
    func timeouts() throws {
        func found(_ milliseconds: Double, isError: Bool = false, kind: SpanKind = .client, hasChild: Bool = false) throws -> Int64? {
            let duration = Int64(milliseconds * 1e6)
            var spans = [
                SketchedSpan(1) { ($0.kind, $0.duration) = (.server, 3_500_000_000) },
                SketchedSpan(2, parent: 1) { ($0.kind, $0.duration, $0.isError) = (kind, duration, isError) },
            ]
            if hasChild { spans.append(SketchedSpan(3, parent: 2) { $0.duration = 5 }) }
            return try Self.patterns(Snapshot.of(spans)).first { $0.kind == .timeout }?.limit.map { $0 / 1_000_000_000 }
        }
        #expect(try found(2000) == 2 && found(2005) == 2 && found(2007) == nil && found(1999) == 2 && found(1990) == nil)
        #expect(try found(2015, isError: true) == 2 && found(2021, isError: true) == nil)
        #expect(try found(3000) == nil && found(30_010) == 30)
        #expect(try found(1000, kind: .internal, hasChild: true) == nil && found(1000, kind: .internal) == 1)
        let nested = Snapshot.of([
            SketchedSpan(1) { ($0.name, $0.kind, $0.duration) = ("page", .server, 2_012_000_000) },
            SketchedSpan(2, parent: 1) { ($0.name, $0.kind, $0.duration) = ("call", .internal, 2_010_000_000) },
            SketchedSpan(3, parent: 2) { ($0.name, $0.duration, $0.isError) = ("wait", 2_005_000_000, true) },
            SketchedSpan(4, parent: 1) { ($0.name, $0.duration, $0.isError) = ("wait", 2_000_000_000, true) },
        ])
        #expect(try Self.lines(nested, .timeout) == ["timeout a: wait 2 of 4005 2 failed at 2 3"])
    }

    // MARK: Between services

    @Test("A call that takes its caller twice as long as its callee is slow on the way")
    func slowEdges() throws {
        func found(_ callee: String, kind: SpanKind = .client, extra: [SketchedSpan] = []) throws -> [String] {
            var spans = TraceDrawing.spans("web page  ==========\n  web call  ========\n    db  get   \(callee)")
            spans[1].kind = kind
            return try Self.lines(Snapshot.of(spans + extra), .slowEdge)
        }
        #expect(try found("====") == ["slow-edge web: call > db: get 1 of 4 at 2"])
        #expect(try found("=====") == [] && found("====", kind: .internal) == [])
        #expect(try found("====", extra: [SketchedSpan(9, parent: 2) { ($0.start, $0.duration) = (0, 5) }]) == [])
    }

    @Test("Ten calls of one service by another are many, unless they are repeated ones, of which is told already")
    func chattyPairs() throws {
        func found(_ count: Int, isRow: Bool) throws -> [String] {
            let calls = (0..<count).map { "  db  get " + String(repeating: " ", count: isRow ? $0 : 0) + "=\n" }.joined()
            return try Self.lines("web page  ==============\n" + calls, .chattyPair)
        }
        #expect(try found(10, isRow: false) == ["chatty-pair web: page > db: get 10 of 10 at 1 2 3 4 5 6 7 8 9 10"])
        #expect(try found(9, isRow: false) == [] && found(10, isRow: true) == [])
    }
}

import TraceModel

/// Traces of an e-commerce system, from a seed.
///
/// A sequence of snapshots, each with some thirty thousand spans in new columns, so that any number of spans takes bounded
/// memory. A trace of a ``Shape`` that is larger goes on in the next snapshot, under the same id. The same arguments give
/// the same spans on every machine, and ten traces are the first ten of twenty.
public struct Simulator: Sequence, IteratorProtocol, Sendable {
    /// How much to record.
    public enum Amount: Sendable {
        /// This many traces.
        case traces(Int)
        /// Exactly this many spans.
        case spans(Int)
    }

    /// 2026-01-05T09:00:00Z, in nanoseconds since the Unix epoch.
    public static let defaultStart: Int64 = 1_767_603_600_000_000_000
    /// Spans of a large trace, when only the number of traces is given.
    public static let defaultSpansPerTrace = 1000
    private static let spansPerSnapshot = 1 << 15

    private let scenario: Scenario
    private let shape: Shape
    private let seed: UInt64
    private let spansPerTrace: Int
    private var tracesLeft: Int
    private var spansLeft: Int
    private var number = 0
    private var arrival: Int64
    private var arrivals: Random
    private var running: (any LargeTrace)?
    private var course: (random: Random, traceID: TraceID, backlog: Backlog)

    /// Plans traces.
    ///
    /// - Parameters:
    ///   - start: when the first trace begins, in nanoseconds since the Unix epoch.
    ///   - spansPerTrace: for every shape but ``Shape/natural``; nil = all spans in one trace.
    public init(
        scenario: Scenario = .checkout, amount: Amount, seed: UInt64 = 1, start: Int64 = Self.defaultStart, shape: Shape = .natural,
        spansPerTrace: Int? = nil
    ) {
        self.scenario = scenario
        self.shape = shape
        self.seed = seed
        arrival = start
        arrivals = Random(seed: seed, stream: .max)
        course = (arrivals, TraceID(low: 0), Backlog())
        switch amount {
        case .traces(let count): (tracesLeft, spansLeft) = (Swift.max(0, count), .max)
        case .spans(let count): (tracesLeft, spansLeft) = (.max, Swift.max(0, count))
        }
        self.spansPerTrace = Swift.max(1, spansPerTrace ?? (spansLeft == .max ? Self.defaultSpansPerTrace : spansLeft))
    }

    /// Sets the ids of one scenario and shape apart from those of others, whose requests are the same for the same seed.
    private var salt: UInt64 {
        "\(scenario.rawValue) \(shape.rawValue)".utf8.reduce(0) { salt, byte in
            var mixer = SplitMix(state: salt ^ UInt64(byte))
            return mixer.next()
        }
    }

    private var isFinished: Bool { running == nil && (tracesLeft == 0 || spansLeft == 0) }

    /// The next spans, assembled; nil when all were handed out.
    public mutating func next() -> Snapshot? {
        if isFinished { return nil }
        let store = SpanStore()
        let source = store.addSource("simulator")
        var writer = store.writer()
        let conditions = scenario.conditions
        let fleet = Fleet(store.resources, namesHosts: !conditions.clocks.isEmpty, &writer)
        var recorder = TraceRecorder(writer: writer, fleet: fleet, source: source, conditions: conditions)
        (recorder.random, recorder.traceID, recorder.backlog) = course
        while recorder.spans < Self.spansPerSnapshot, !isFinished {
            let before = recorder.spans
            step(&recorder)
            if spansLeft != .max { spansLeft -= recorder.spans - before }
        }
        course = (recorder.random, recorder.traceID, recorder.backlog)
        store.commit(recorder.writer.takeBatch())
        return store.publish()
    }

    private mutating func step(_ recorder: inout TraceRecorder) {
        if running == nil { begin(&recorder) }
        guard var trace = running else { return }
        trace.step(&recorder)
        running = trace.spansLeft > 0 ? trace : nil
    }

    /// Begins a trace, and records all of it unless its shape makes it large.
    private mutating func begin(_ recorder: inout TraceRecorder) {
        let random = Random(seed: seed, stream: UInt64(truncatingIfNeeded: number))
        recorder.beginTrace(random, salt: salt)
        let spans = Swift.min(spansPerTrace, spansLeft)
        switch shape {
        case .natural: record(random, &recorder)
        case .batch: running = BatchTrace(spans: spans, at: arrival, &recorder)
        case .wide: running = WideTrace(spans: spans, at: arrival, &recorder)
        case .deep: running = DeepTrace(spans: spans, at: arrival)
        }
        number += 1
        if tracesLeft != .max { tracesLeft -= 1 }
        arrival += Latency(milliseconds: 240, spread: 1, tail: 0.01).sample(&arrivals)
    }

    private func record(_ random: Random, _ recorder: inout TraceRecorder) {
        recorder.recordAtMost(spansLeft) { limit, trace in
            if let limit {
                _ = Gateway.checkHealth(spans: limit, under: nil, at: arrival, &trace)
            } else if scenario == .broken {
                BrokenTrace(Defect.allCases[number % Defect.allCases.count], at: arrival).record(&trace)
            } else {
                _ = trace.conditions.traffic.request(under: nil, at: arrival, &trace)
            }
        }
    }
}

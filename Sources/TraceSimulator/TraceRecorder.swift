import TraceModel

/// A span that was begun and not yet recorded.
struct OpenSpan {
    let id: SpanID
    let parent: SpanID
    let name: String
    let kind: SpanKind
    let service: Service
    let host: Int
    /// Nanoseconds since the Unix epoch.
    let start: Int64
}

/// How a piece of work ended.
struct Reply {
    /// Nanoseconds since the Unix epoch.
    var end: Int64
    /// Why it failed, if it did.
    var failure: Failure?
}

/// Why a piece of work failed.
struct Failure {
    /// The exception's type.
    let type: String
    /// What it says.
    let message: String
    /// The HTTP status a caller sees.
    let status: Int
    /// What a span's status says about it, where services tell.
    var statusMessage: String?

    /// The same, as the caller of an operation sees it.
    func caught(from operation: String) -> Failure {
        var failure = self
        failure.statusMessage = statusMessage.map { "\(operation) failed: \($0)" }
        return failure
    }
}

/// Records what services do as spans, in the order in which they end, as tracers export them.
///
/// A span's tags and logs are given after all its children were closed, right before ``close(_:at:failure:)``.
struct TraceRecorder: ~Copyable {
    // Not inlined is what every service calls: copies of it only cost size, and time to build.

    var writer: SpanWriter
    /// Where this trace's chances come from.
    var random: Random
    let fleet: Fleet
    let source: SourceID
    /// What is wrong with the system.
    let conditions: Conditions
    /// The trace being recorded.
    var traceID = TraceID(low: 0)
    /// Messages that were sent and not yet booked.
    var backlog = Backlog()
    /// Spans recorded, or merely counted.
    private(set) var spans = 0
    private var isRehearsal = false

    init(writer: consuming SpanWriter, fleet: Fleet, source: SourceID, conditions: Conditions) {
        self.writer = writer
        random = Random(seed: 0)
        self.fleet = fleet
        self.source = source
        self.conditions = conditions
    }

    /// Begins a trace whose course follows from `random`, and its id from a salt as well.
    mutating func beginTrace(_ random: Random, salt: UInt64) {
        self.random = random
        traceID = TraceID(high: self.random.next() ^ salt | 1, low: self.random.next() ^ salt)
    }

    /// How many spans some work would record; afterwards it can be done for real, or not at all.
    mutating func rehearse(_ work: (inout TraceRecorder) -> Void) -> Int {
        let (randomBefore, traceBefore, backlogBefore, spansBefore) = (random, traceID, backlog, spans)
        isRehearsal = true
        work(&self)
        let count = spans - spansBefore
        (random, traceID, backlog, spans, isRehearsal) = (randomBefore, traceBefore, backlogBefore, spansBefore, false)
        return count
    }

    /// Begins a span on one of the service's hosts.
    @inline(never)
    mutating func open(_ name: String, _ kind: SpanKind, _ service: Service, under parent: OpenSpan?, at start: Int64) -> OpenSpan {
        let host = random.within(0...Fleet.hostsPerService - 1)
        return OpenSpan(
            id: SpanID(random.next() | 1), parent: parent?.id ?? SpanID(0), name: name, kind: kind, service: service, host: host,
            start: start)
    }

    /// Begins a span of the service, on the host, that its parent runs on.
    @inline(never)
    mutating func open(_ name: String, _ kind: SpanKind, within parent: OpenSpan, at start: Int64) -> OpenSpan {
        OpenSpan(
            id: SpanID(random.next() | 1), parent: parent.id, name: name, kind: kind, service: parent.service, host: parent.host,
            start: start)
    }

    /// Adds attributes to the span that is closed next.
    @inline(never)
    mutating func tag(_ tags: KeyValuePairs<String, TagValue>) {
        if isRehearsal { return }
        for (key, value) in tags { add(key, value) }
    }

    /// Adds an event to `span`, which is closed next.
    mutating func log(_ event: String, at time: Int64, in span: OpenSpan, _ fields: KeyValuePairs<String, TagValue> = [:]) {
        if isRehearsal { return }
        writer.beginEvent()
        for (key, value) in fields { add(key, value) }
        writer.endEvent(time: time + conditions.clockOffset(of: span.service, host: span.host), name: writer.intern(event))
    }

    /// Records a span.
    ///
    /// - Parameter links: messages of other traces that it worked on.
    /// - Returns: when it ended and how.
    @inline(never)
    @discardableResult
    mutating func close(_ span: OpenSpan, at end: Int64, failure: Failure? = nil, links: [Message] = []) -> Reply {
        if let failure { explain(failure, at: end, in: span) }
        var new = newSpan(span, end: end)
        if failure != nil {
            new.facts.status = .error
            new.facts.isError = true
        }
        finish(&new) { new, writer in
            for message in links {
                writer.link(
                    .followsFrom, trace: message.trace, isSameTrace: message.trace == new.trace, span: message.producer, hasTextID: false)
            }
        }
        return Reply(end: end, failure: failure)
    }

    /// What is recorded for a span, before its outcome is told.
    mutating func newSpan(_ span: OpenSpan, end: Int64) -> NewSpan {
        var new = NewSpan(source: source)
        if isRehearsal { return new }
        new.trace = traceID
        new.id = span.id
        new.parent = span.parent
        new.start = span.start + conditions.clockOffset(of: span.service, host: span.host)
        new.duration = end - span.start
        new.name = writer.intern(span.name)
        new.resource = fleet.resource(span.service, host: span.host)
        new.facts.kind = span.kind
        return new
    }

    /// Records a span as it is, after `prepare` has had its way with it and has given the writer what else belongs to it.
    mutating func finish(_ span: inout NewSpan, prepare: (inout NewSpan, inout SpanWriter) -> Void) {
        spans += 1
        if isRehearsal { return }
        prepare(&span, &writer)
        writer.finish(span)
    }

    /// Waits.
    @inline(never)
    mutating func pass(_ latency: Latency, from time: Int64) -> Int64 {
        time + (conditions.isCalm ? latency.calm : latency).sample(&random)
    }

    private mutating func explain(_ failure: Failure, at time: Int64, in span: OpenSpan) {
        tag(["error.kind": .text(failure.type), "error.object": .text(failure.message)])
        if let message = failure.statusMessage { tag(["otel.status_description": .text(message)]) }
        log(
            "exception", at: time, in: span,
            [
                "level": "error", "exception.type": .text(failure.type), "exception.message": .text(failure.message),
                "exception.stacktrace":
                    "\(failure.type): \(failure.message)\n\tat shop.\(span.service.name).<\(span.name)>(handler:118)\n\tat shop.runtime.Worker.run(worker:42)",
            ])
    }

    private mutating func add(_ key: String, _ value: TagValue) {
        let key = writer.intern(key)
        switch value {
        case .int(let number): writer.attribute(key, int64: number)
        case .number(let number): writer.attribute(key, double: number)
        case .bool(let truth): writer.attribute(key, bool: truth)
        case .text(var text):
            text.withUTF8 { utf8 in
                withUnsafeTemporaryAllocation(byteCount: 1, alignment: 1) { empty in
                    guard let start = UnsafeRawPointer(utf8.baseAddress) ?? UnsafeRawPointer(empty.baseAddress) else { return }
                    _ = writer.attribute(key, string: start, utf8.count)
                }
            }
        }
    }
}

extension TraceRecorder {
    /// No request records more spans than this.
    private static let largestRequest = 512

    /// Records a request if it has at most `limit` spans; else `work` gets the limit, to do something of just that size.
    mutating func recordAtMost<Result>(_ limit: Int, _ work: (_ exactly: Int?, inout TraceRecorder) -> Result) -> Result {
        let fits = limit >= Self.largestRequest || rehearse { _ = work(nil, &$0) } <= limit
        return work(fits ? nil : limit, &self)
    }
}

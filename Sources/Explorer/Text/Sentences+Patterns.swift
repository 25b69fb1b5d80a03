import TraceAnalysis
import TraceModel

/// Patterns in words.
extension Sentences {
    /// What a pattern is called where patterns are listed: `repeated calls`.
    public static func title(of kind: PatternKind) -> String {
        switch kind {
        case .repeatedCalls: "repeated calls"
        case .serialCalls: "one after the other"
        case .retries: "retries"
        case .wideGap: "long stretch"
        case .timeout: "time-out"
        case .slowEdge: "slow on the way"
        case .chattyPair: "many calls"
        case .skewedHost: "slow host"
        }
    }

    /// A pattern of a trace, with what it costs and what could be won, names first:
    /// `driver: Find calls redis: Get 12 times in a row (2 failed), 161ms in all; one call for all could save up to 131ms`.
    ///
    /// Nothing in it is made safe for a terminal, as names are shown as they are.
    public static func sentence(for pattern: TracePattern, in trace: Trace) -> String {
        let subject = trace.span(at: pattern.subject), caller = pattern.caller.map { trace.span(at: $0) }
        var words = PatternWords(pattern)
        let isOfServices = pattern.kind == .chattyPair
        words.caller = caller.map { isOfServices ? NameText.service($0.service) : name(of: $0) } ?? ""
        // Who calls within a service need not be told which.
        let isWithin = caller?.serviceID == subject.serviceID
        words.subject =
            isOfServices
            ? NameText.service(subject.service) : isWithin && caller != nil ? NameText.operation(subject.name) : name(of: subject)
        words.isLeaf = !trace.hasChildren(pattern.subject)
        if pattern.kind == .serialCalls { words.calls = calls(pattern, in: trace) }
        if let whole = trace.responseTime, whole > 0 { words.share = Double(pattern.total) / Double(whole) }
        if pattern.places > 1 { words.places = ", in \(CountText.text(pattern.places)) places" }
        return words.sentence
    }

    /// A pattern of several traces: the same with the sums of all of them.
    public static func sentence(for summary: PatternSummary) -> String {
        var words = PatternWords(summary.shown)
        let isWithin = summary.callerService == summary.service && !summary.operation.isEmpty
        words.subject = [isWithin ? "" : NameText.service(summary.service), summary.operation].filter { !$0.isEmpty }.joined(
            separator: ": ")
        words.caller = [summary.callerService.map(NameText.service), summary.callerOperation].compactMap { $0 }.filter { !$0.isEmpty }
            .joined(separator: ": ")
        (words.count, words.errors, words.total, words.saving) = (summary.count, summary.errors, summary.total, summary.saving)
        words.places = ", in \(CountText.text(summary.traces, "trace"))"
        return words.sentence
    }

    /// The names of the first calls of a row: `a, b, c and 4 more`.
    private static func calls(_ pattern: TracePattern, in trace: Trace) -> String {
        let names = pattern.positions.prefix(3).map { NameText.operation(trace.span(at: $0).name) }
        let more = pattern.count - names.count
        return " (" + names.joined(separator: ", ") + (more > 0 ? " and \(CountText.text(more)) more)" : ")")
    }
}

/// The words of a sentence about a pattern.
private struct PatternWords {
    let kind: PatternKind
    var subject = "", caller = "", calls = "", places = ""
    var count: Int, errors: Int
    var total: Int64, saving: Int64?
    let limit: Int64?
    let host: SkewedHost?
    let order: CallOrder?
    /// The share of the response that it takes, where that is known.
    var share: Double?
    /// Whether the span it is about has nothing below it.
    var isLeaf = false

    init(_ pattern: TracePattern) {
        (kind, count, errors) = (pattern.kind, pattern.count, pattern.errors)
        (total, saving, limit, host, order) = (pattern.total, pattern.saving, pattern.limit, pattern.host, pattern.order)
    }

    private var time: String { DurationText.text(total) }
    private var failed: String { errors > 0 ? " (\(CountText.text(errors)) failed)" : "" }
    private var won: String { saving.map { DurationText.text($0) } ?? "" }

    var sentence: String {
        switch kind {
        case .repeatedCalls:
            "\(caller) calls \(subject) \(CountText.text(count)) times in a row\(failed)\(places), \(time) in all;"
                + " one call for all could save up to \(won)"
        case .serialCalls:
            "\(subject) makes \(CountText.text(count)) calls one after the other\(calls)\(places), \(time) in all;"
                + " at the same time they could save up to \(won), if they do not depend on each other\(otherOrders)"
        case .retries: "\(caller) calls \(subject) again after it failed, \(often)\(places); that takes \(won)"
        case .wideGap:
            "\(subject) holds up \(places.isEmpty ? "the trace" : "traces") for \(time)"
                + (places.isEmpty ? " at a stretch" : " in all" + places)
                + (share.map { ", \(CountText.percent($0)) of it" } ?? "")
                + (isLeaf ? "; nothing is recorded below it" : ", with nothing recorded meanwhile")
        case .timeout: "\(subject) takes as long as a time-out of \(DurationText.short(limit ?? 0)), \(often)\(failed)\(places)"
        case .slowEdge:
            "\(caller) waits \(time) longer than \(subject) works\(count > 1 ? " in \(CountText.text(count)) calls" : "")\(places):"
                + " network, queues or connections"
        case .skewedHost: skewedHost
        case .chattyPair: "\(caller) calls \(subject) \(CountText.text(count)) times\(failed)\(places), \(time) in all"
        }
    }

    private var skewedHost: String {
        guard let host else { return subject }
        let more = host.operations - 1
        return "\(subject) takes \(DurationText.text(host.median)) on \(host.name) (the median of \(CountText.text(host.count)))"
            + (more > 0 ? ", and \(CountText.text(more, "more operation")) longer than elsewhere" : "") + places
            + "; \(CountText.text(host.others, "other host")) \(host.others == 1 ? "takes" : "take")"
            + " \(DurationText.text(host.othersMedian)) (of \(CountText.text(host.othersCount)));"
            + " as fast as \(host.others == 1 ? "that one" : "those") it could save up to \(won)"
    }

    /// What other traces say of whether calls depend on each other; one time shows nothing.
    private var otherOrders: String {
        guard let order else { return "" }
        if order.callsOtherwise > 0 {
            return "; \(CountText.text(order.callsOtherwise)) of them did not always wait for the one before"
        }
        let often = order.timesInOrder == 2 ? "both times" : "all \(CountText.text(order.timesInOrder)) times"
        return order.timesInOrder > 1 ? "; they came in this order \(often)" : ""
    }

    private var often: String { count == 1 ? "once" : "\(CountText.text(count)) times" }
}

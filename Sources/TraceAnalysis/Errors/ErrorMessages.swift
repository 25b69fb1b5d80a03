import TraceModel

/// Finds out what spans say went wrong.
///
/// First what was recorded as it happened: the exception of an event, in Jaeger's logs an error with its fields; then what the
/// span says of its status; then the code it replied with. Other events are no errors, whatever their `message` says.
public struct ErrorMessages: Sendable {
    private static let eventKeys = ["exception.message", "exception.type", "error.object", "error", "error.message"]
    private static let spanKeys = ["otel.status_description", "error.message", "error.msg", "status.message", "error", "error.type"]

    private let snapshot: Snapshot
    private let statuses: ReplyStatuses
    /// Keys that occur at all, in order of preference.
    private let eventKeys: [StringID], spanKeys: [StringID]
    private let kind: StringID?, message: StringID?, event: StringID?, level: StringID?

    /// Looks up the keys that messages stand under.
    public init(_ snapshot: Snapshot) {
        self.snapshot = snapshot
        statuses = ReplyStatuses(snapshot)
        eventKeys = Self.eventKeys.compactMap { snapshot.strings.find($0) }
        spanKeys = Self.spanKeys.compactMap { snapshot.strings.find($0) }
        (kind, message) = (snapshot.strings.find("error.kind"), snapshot.strings.find("message"))
        (event, level) = (snapshot.strings.find("event"), snapshot.strings.find("level"))
    }

    /// What the span at a position says went wrong, it or what is shown with it; nil when it says nothing.
    ///
    /// - Complexity: O(events + attributes)
    public func message(at position: Int, in trace: Trace) -> String? {
        reason(at: position, in: trace) ?? status(at: position, in: trace)
    }

    /// The same in words only, no code.
    func reason(at position: Int, in trace: Trace) -> String? { first(at: position, in: trace) { ofEvents($0) ?? ofSpan($0) } }

    /// The code that was replied, when it tells of failure.
    func status(at position: Int, in trace: Trace) -> String? {
        first(at: position, in: trace) { statuses.failure(snapshot.chunks[$0.row.chunk], $0.row.offset)?.text }
    }

    private func first(at position: Int, in trace: Trace, _ text: (Span) -> String?) -> String? {
        if let found = text(trace.span(at: position)) { return found }
        for copy in trace.copies(of: position) {
            if let found = text(trace.span(at: copy)) { return found }
        }
        return nil
    }

    /// What the events say; of several that say it alike the last one, which the span ended with.
    private func ofEvents(_ span: Span) -> String? {
        let events = span.events
        if events.isEmpty { return nil }
        for key in eventKeys {
            for event in events.reversed() {
                if let text = event.attributes[key].flatMap(Self.text) { return text }
            }
        }
        for event in events.reversed() where isError(event.attributes) {
            if let text = [message, kind].lazy.compactMap({ $0.flatMap { event.attributes[$0] }.flatMap(Self.text) }).first { return text }
        }
        return nil
    }

    /// Whether a log line is one of an error, as OpenTracing has it.
    private func isError(_ fields: AttributeList) -> Bool {
        if let kind, fields[kind] != nil { return true }
        if let event, fields[event]?.text == "error" { return true }
        guard let level, let value = fields[level]?.text.lowercased() else { return false }
        return value == "error" || value == "fatal" || value == "critical"
    }

    private func ofSpan(_ span: Span) -> String? {
        spanKeys.lazy.compactMap { span.attributes[$0].flatMap(Self.text) }.first
    }

    /// A value that is more than a mark or a code.
    private static func text(_ value: AttributeValue) -> String? {
        guard case .string(let text) = value else { return nil }
        let blank: (Character) -> Bool = { $0.isWhitespace }
        let trimmed = String(text.drop(while: blank).reversed().drop(while: blank).reversed())
        let isMark = ["true", "false", "null", "_OTHER"].contains(trimmed)
        return isMark || trimmed.allSatisfy(\.isNumber) ? nil : trimmed
    }
}

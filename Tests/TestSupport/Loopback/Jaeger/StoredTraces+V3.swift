import Foundation

/// The newer interface, `/api/v3`.
extension StoredTraces {
    /// Answers what is asked for below `/api/v3`.
    func newerAnswer(_ target: RequestTarget, _ path: [String]) throws -> LoopbackReply? {
        switch path.count {
        case 1 where path == ["operations"]:
            let operations = operations(of: target.values(of: "service").first ?? "")
            return .json(#"{"operations":\#(try Self.text(operations))}"#)
        case 1 where path == ["traces"]:
            let found = found(try StoredSearch(newer: target))
            return found.isEmpty ? .v3Error("No traces found", status: 404) : reply(try V3Document.traces(found))
        case 1 where path == ["trace-summaries"]:
            // Servers before 2.19 send the page that they send for any path that they do not know.
            guard recordings.entries.contains(where: { $0.name == "v3-summaries" }) else { return .html() }
            return reply(try V3Document.summaries(found(StoredSearch(newer: target))))
        case 2 where path[0] == "traces":
            guard let trace = trace(path[1]) else { return .v3Error("No traces found", status: 404) }
            if let made = documents.withLock({ $0[trace.traceID] }) { return reply(made) }
            let document = try V3Document.traces([trace])
            documents.withLock { $0[trace.traceID] = document }
            return reply(document)
        default: return nil
        }
    }

    private func reply(_ body: [UInt8]) -> LoopbackReply {
        var reply = LoopbackReply(headers: ["Content-Type": "application/json"], body: body)
        reply.framing = .chunks(sizes: [32_768])
        return reply
    }
}

extension StoredSearch {
    /// Reads the newer interface's parameters, in both of their spellings.
    /// - Throws: `Refusal`.
    init(newer target: RequestTarget) throws {
        func first(_ names: String...) -> String? {
            names.lazy.compactMap { target.values(of: "query." + $0).first }.first.flatMap { $0.isEmpty ? nil : $0 }
        }
        self.init()
        guard let from = first("startTimeMin", "start_time_min"), let to = first("startTimeMax", "start_time_max") else {
            throw Refusal(message: "query.startTimeMin and query.startTimeMax are required")
        }
        start = try Self.microseconds(from)
        end = try Self.microseconds(to)
        guard let service = first("serviceName", "service_name") else {
            throw Refusal(message: "this storage backend requires a service name to search; searching all services is not supported")
        }
        self.service = service
        operation = first("operationName", "operation_name")
        minDuration = try first("durationMin", "duration_min").map(Self.duration)
        maxDuration = try first("durationMax", "duration_max").map(Self.duration)
        limit = first("searchDepth", "search_depth", "num_traces").flatMap { Int($0) } ?? 100
        if let attributes = first("attributes") { try addTags(attributes) }
    }

    /// Microseconds of an instant as RFC 3339 writes it, with up to nine digits behind the point.
    private static func microseconds(_ text: String) throws -> Int64 {
        let parts = text.split(separator: ".", maxSplits: 1)
        let fraction = parts.count > 1 ? parts[1].prefix(while: \.isNumber) : ""
        let whole = parts.count > 1 ? parts[0] + parts[1].dropFirst(fraction.count) : text[...]
        guard let seconds = try? Date(String(whole), strategy: .iso8601).timeIntervalSince1970 else {
            throw Refusal(message: "parsing time \"\(text)\" as \"2006-01-02T15:04:05.999999999Z07:00\": cannot parse")
        }
        let digits = (fraction + "000000").prefix(6)
        return Int64(seconds) * 1_000_000 + (Int64(digits) ?? 0)
    }
}

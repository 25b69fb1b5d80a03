import Foundation

/// All traces of a server's recordings, to be searched and fetched in ways that nobody recorded.
///
/// It answers the recorded requests as they were answered, and any other from the traces themselves: searches of other times and services,
/// operations, ids, and the newer interface, whose documents are made of the older one's (see `V3Document`).
///
///     let store = try StoredTraces(Recordings("jaeger-2.19.0"))
///     let server = try LoopbackServer(store.respond)
public struct StoredTraces: Sendable {
    /// Whether a search looks at when spans began.
    public enum Times: Sendable {
        /// As it says.
        case asked
        /// At any time: recordings grow old, and what is searched for is usually new.
        case any
    }

    /// What the server has besides the older interface.
    public enum Family: Sendable {
        /// Both interfaces, as servers up to 2.20 have.
        case both
        /// The newer one only, and of the older one what is left of it after 2.20.
        case newer
    }

    let recordings: Recordings
    let times: Times
    let family: Family
    let traces: [StoredTrace]
    private let byID: [String: StoredTrace]
    /// Traces in the newer form, so that each is made once: whoever measures a client wants a server that is ready.
    let documents = LoopbackBox<[String: [UInt8]]>([:])

    /// Reads all traces of the recordings.
    ///
    /// - Parameter largest: traces of more bytes are left out; a test build takes seconds for the greatest.
    /// - Throws: what is damaged.
    public init(_ recordings: Recordings, times: Times = .any, family: Family = .both, largest: Int = 1 << 20) throws {
        self.recordings = recordings
        self.times = times
        self.family = family
        var traces: [StoredTrace] = [], byID: [String: StoredTrace] = [:]
        // Traces that were fetched one by one come first: those are whole and unchanged.
        let entries = recordings.entries.filter { $0.isOfTraces && $0.bytes <= max(largest, 4 << 20) }
        for entry in entries.filter({ $0.target.segments.count == 3 }) + entries.filter({ $0.target.segments.count == 2 }) {
            for piece in JSONPieces.elements(ofFirstArrayIn: try recordings.reply(named: entry.name).body) where piece.count <= largest {
                guard let id = Self.id(of: piece), byID[id] == nil else { continue }
                let trace = try StoredTrace(json: piece)
                byID[id] = trace
                traces.append(trace)
            }
        }
        self.traces = traces
        self.byID = byID
    }

    /// Answers as the server did, or would have done.
    ///
    /// Nothing for a path outside the recordings' base path.
    @Sendable public func respond(to request: LoopbackRequest) -> LoopbackReply? {
        guard let target = request.target.below(recordings.basePath) else { return nil }
        if family == .newer, Self.isGone(target.segments) { return .text("404 page not found\n", status: 404) }
        if let recorded = recordings.recorded(request) { return recorded }
        guard request.method == "GET" else { return nil }
        do {
            return try answer(target)
        } catch let refusal as StoredSearch.Refusal {
            let isNewer = target.segments.starts(with: ["api", "v3"])
            return isNewer ? .v3Error(refusal.message, status: 400) : .errors(refusal.message, code: 400, status: 400)
        } catch {
            return .text("\(error)\n", status: 500)
        }
    }

    private func answer(_ target: RequestTarget) throws -> LoopbackReply? {
        let path = target.segments
        switch path.count {
        case _ where path.starts(with: ["api", "v3"]): return try newerAnswer(target, Array(path.dropFirst(2)))
        case 2 where path == ["api", "traces"]:
            let wanted = target.values(of: "traceID")
            return envelope(wanted.isEmpty ? try found(StoredSearch(target)) : wanted.compactMap(trace))
        case 3 where path.starts(with: ["api", "traces"]):
            return trace(path[2]).map { envelope([$0]) } ?? .errors("trace not found", code: 404, status: 404)
        case 2 where path == ["api", "operations"]:
            let operations = operations(of: target.values(of: "service").first ?? "")
            return .json(#"{"data":\#(try Self.text(operations)),"total":\#(operations.count),"limit":0,"offset":0,"errors":null}"#)
        case 2 where path == ["api", "dependencies"]: return try recordings.reply(named: "dependencies-default")
        default: return nil
        }
    }

    /// The trace of an id, written in whatever way.
    func trace(_ id: String) -> StoredTrace? { byID[StoredTrace.key(id)] }

    /// The traces that a search finds.
    func found(_ search: StoredSearch) -> [StoredTrace] {
        var search = search
        if times == .any { (search.start, search.end) = (nil, nil) }
        return Array(traces.lazy.filter(search.matches).prefix(max(0, search.limit)))
    }

    /// Each operation of a service with its kind.
    func operations(of service: String) -> [[String: String]] {
        var seen: Set<[String: String]> = []
        for trace in traces {
            for span in trace.spans where trace.service(of: span) == service {
                seen.insert(["name": span.operationName, "spanKind": span.kind])
            }
        }
        return Array(seen)
    }

    /// A value as JSON.
    static func text(_ value: some Encodable) throws -> String { String(decoding: try JSONEncoder().encode(value), as: UTF8.self) }

    private func envelope(_ traces: [StoredTrace]) -> LoopbackReply {
        let list = traces.map(\.json).joined(separator: [UInt8(ascii: ",")])
        let body = Array(#"{"data":["#.utf8) + list + Array(#"],"total":0,"limit":0,"offset":0,"errors":null}"#.utf8) + [10]
        var reply = LoopbackReply(headers: ["Content-Type": "application/json"], body: body)
        reply.framing = .chunks(sizes: [32_768])
        return reply
    }

    /// What servers after 2.20 have no more.
    private static func isGone(_ path: [String]) -> Bool {
        path.first == "api" && (["services", "operations"].contains(path.dropFirst().first) || path == ["api", "traces"])
    }

    /// The id that a trace's bytes begin with, so that traces that are known need not be read.
    private static func id(of json: [UInt8]) -> String? {
        String(decoding: json.prefix(80), as: UTF8.self).firstMatch(of: /"traceID":\s*"([0-9a-f]+)"/).map { StoredTrace.key($0.1) }
    }
}

extension Recordings.Entry {
    /// Whether its body holds traces in the older interface's form, as they are shown by default.
    fileprivate var isOfTraces: Bool {
        method == "GET" && status == 200 && target.segments.starts(with: ["api", "traces"])
            && !target.query.contains { ["prettyPrint", "raw", "traceID"].contains($0.name) }
    }
}

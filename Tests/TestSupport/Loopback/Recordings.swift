import Foundation

/// The answers of a real server to real requests, from `fixtures/recorded`.
public struct Recordings: Sendable {
    /// What the index says about one of them.
    public struct Entry: Sendable, Decodable {
        /// The name of its files.
        public let name: String
        /// `GET`, ...
        public let method: String
        /// Path and query to the letter.
        public let path: String
        /// What was answered.
        public let status: Int
        /// How long the body is, uncompressed; 0 for a `HEAD`.
        public let bytes: Int

        /// Path and query, in a form that can be compared.
        public var target: RequestTarget { RequestTarget(path) }
    }

    /// When bodies are sent compressed, as a proxy in front of the server would.
    public enum Compression: Sendable {
        /// Never, as servers since 1.63 do.
        case never
        /// When the request accepts it.
        case whenAccepted
    }

    /// All of the index, in its order.
    ///
    /// Empty for a folder that has none, whose replies can be had by name.
    public let entries: [Entry]
    /// The server's base path: requests elsewhere are not answered.
    public let basePath: String
    /// Whether bodies are compressed.
    public let compression: Compression
    private let folder: URL
    private let byTarget: [RequestTarget: [Entry]]
    /// Bodies that were unpacked, so that it is done once.
    private let unpacked = LoopbackBox<[String: [UInt8]]>([:])

    /// Reads the index of a server's folder: `jaeger-2.19.0`, `jaeger-1.76.0`.
    /// - Throws: what reading and decoding throw.
    public init(_ server: String, basePath: String = "/", compression: Compression = .never) throws {
        try self.init(
            folder: Places.fixtures.appendingPathComponent("recorded/\(server)"), basePath: basePath, compression: compression)
    }

    /// Reads the index of any folder of such recordings.
    /// - Throws: what reading and decoding throw.
    public init(folder: URL, basePath: String = "/", compression: Compression = .never) throws {
        self.folder = folder
        let index = folder.appendingPathComponent("INDEX.json")
        let hasIndex = FileManager.default.fileExists(atPath: index.path)
        entries = hasIndex ? try JSONDecoder().decode([Entry].self, from: Data(contentsOf: index)) : []
        byTarget = Dictionary(grouping: entries, by: \.target)
        self.basePath = basePath
        self.compression = compression
    }

    /// What the server answered to this request, the first time if it was asked more than once.
    ///
    /// Nothing for a path outside the base path. A request that was never recorded gets a 404 that names it and its nearest kin.
    @Sendable public func respond(to request: LoopbackRequest) -> LoopbackReply? {
        request.target.below(basePath).flatMap { recorded(request) ?? unknown(request, $0) }
    }

    /// The same, and nothing for a request that was never recorded.
    public func recorded(_ request: LoopbackRequest) -> LoopbackReply? {
        guard let target = request.target.below(basePath),
            let entry = byTarget[target]?.first(where: { $0.method == request.method })
        else { return nil }
        do {
            return try reply(named: entry.name, gzipped: compression == .whenAccepted && request.acceptsGzip)
        } catch {
            return .text("\(error)\n", status: 500)
        }
    }

    /// A recorded reply by the name of its files, for those of folders without an index too.
    /// - Throws: `LoopbackFailure` when it is not there or damaged.
    public func reply(named name: String, gzipped: Bool = false) throws -> LoopbackReply {
        guard let head = try? String(contentsOf: folder.appendingPathComponent("\(name).headers"), encoding: .utf8) else {
            throw LoopbackFailure(description: "\(folder.lastPathComponent) has no recording \(name)")
        }
        let lines = head.split(whereSeparator: \.isNewline)
        guard let status = lines.first?.split(separator: " ").dropFirst().first.flatMap({ Int($0) }) else {
            throw LoopbackFailure(description: "\(name).headers begins with no status line")
        }
        let recorded = HTTPFields(lines: lines.dropFirst())
        let isHead = entries.first { $0.name == name }?.method == "HEAD"
        var reply = LoopbackReply(status: status, headers: recorded.endToEnd, body: isHead ? [] : try body(named: name, gzipped: gzipped))
        if gzipped, !isHead { reply.headers["Content-Encoding"] = "gzip" }
        if recorded["Transfer-Encoding"] != nil {
            reply.framing = .chunks(sizes: [32_768])
        } else if isHead {
            reply.framing = .length(claimed: recorded["Content-Length"].flatMap { Int($0) })
        }
        return reply
    }

    /// Large bodies are compressed on disk, and go as they are where that is wanted.
    private func body(named name: String, gzipped: Bool) throws -> [UInt8] {
        let file = folder.appendingPathComponent("\(name).json")
        if let plain = try? [UInt8](Data(contentsOf: file)) { return gzipped ? GzipBytes.compressed(plain) : plain }
        if !gzipped, let plain = unpacked.withLock({ $0[name] }) { return plain }
        let compressed = try [UInt8](Data(contentsOf: file.appendingPathExtension("gz")))
        if gzipped { return compressed }
        guard let plain = GzipBytes.inflated(compressed) else { throw LoopbackFailure(description: "\(name).json.gz is damaged") }
        unpacked.withLock { $0[name] = plain }
        return plain
    }

    private func unknown(_ request: LoopbackRequest, _ target: RequestTarget) -> LoopbackReply {
        let kin = entries.filter { $0.target.segments == target.segments }.prefix(5).map { "  \($0.method) \($0.target) (\($0.name))\n" }
        let advice = kin.isEmpty ? "" : "recorded of this path, among others:\n" + kin.joined()
        return .text("\(folder.lastPathComponent) has no recording of \(request.method) \(target)\n\(advice)", status: 404)
    }
}

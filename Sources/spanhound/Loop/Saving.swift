import Explorer
import Glibc
import Terminal
import TraceFormats
import TraceModel
import TraceSources

/// Writes traces that were chosen on the screen to a file, on a thread of its own.
enum Saving {
    /// - Parameters:
    ///   - sources: whom to ask for what is not here yet; nil when all sources are files.
    ///   - mailbox: is told how it ended.
    static func start(_ request: SaveRequest, sources: SourceSet?, mailbox: Mailbox<Mail>) {
        SystemThread.run {
            do {
                mailbox.post(.action(.reported(try save(request, sources))))
            } catch let failure as Failure {
                mailbox.post(.action(.refused("Not saved: " + failure.message)))
            } catch let error as InputError {
                mailbox.post(.action(.refused("Not saved: " + Sentences.sentence(for: error))))
            } catch {
                mailbox.post(.action(.refused("Not saved")))
            }
        }
    }

    /// - Returns: what was done, for the message line.
    private static func save(_ request: SaveRequest, _ sources: SourceSet?) throws -> String {
        let path = Self.expanded(request.path)
        guard let format = format(of: path) else {
            throw Failure(.usage, code: "usage", "end the name in .jsonl for OTLP, .json for Jaeger, or .pb for OTLP protobuf", place: path)
        }
        if access(path, F_OK) == 0 { throw Failure(.usage, code: "usage", "\(path) exists already; give another name", place: path) }
        var snapshot = request.snapshot
        if let sources {
            for id in request.toFetch { snapshot = try sources.fetch(id).snapshot }
        }
        let wanted = Set(request.ids)
        let rows = snapshot.traces.filter { wanted.contains(snapshot[$0].id) }
        guard !rows.isEmpty else { throw Failure(.no, code: "no-such-trace", "the traces are no longer there") }
        var file = try TraceOutput(format, to: path, mask: request.revealsSecrets ? nil : Secrets.exportMask)
        try file.write(snapshot, traces: rows)
        let losses = try file.finish()
        try file.keep()
        let lost = losses.first { $0.code != .maskedValue }.map { "; " + Sentences.sentence(for: $0) } ?? ""
        let masked = losses.contains { $0.code == .maskedValue } ? "; values that look secret are masked" : ""
        return "Saved \(CountText.text(rows.count, "trace")) to \(path)\(lost)\(masked)"
    }

    /// The format that a file's name asks for; nil when it tells none.
    static func format(of path: String) -> OutputFormat? {
        var name = path.lowercased()
        for ending in [".gz", ".zst"] where name.hasSuffix(ending) { name.removeLast(ending.count) }
        if name.hasSuffix(".jsonl") || name.hasSuffix(".otlp.json") { return .otlpJSON }
        if name.hasSuffix(".json") { return .jaeger }
        return name.hasSuffix(".pb") ? .otlpProtobuf : nil
    }

    /// The path with the home folder for a tilde, as a shell would read it.
    private static func expanded(_ path: String) -> String {
        guard path.hasPrefix("~/"), let home = getenv("HOME") else { return path }
        return String(cString: home) + path.dropFirst()
    }
}

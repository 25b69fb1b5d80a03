import Foundation

/// A part of a document that is made elsewhere, between `<!-- name -->` and `<!-- /name -->`, each on a line of its own.
///
/// With `RECORD=1` in the environment a stale block is written again.
public struct DocumentBlock {
    /// The document, from the project's root.
    public let path: String
    /// The name in its marks.
    public let name: String

    /// Names a block.
    public init(_ name: String, of path: String) {
        self.path = path
        self.name = name
    }

    /// The block's text as it stands; nothing when the document has no such block.
    public var text: String? { parts.map { $0.block } }

    /// Whether the block is what it should be; `RECORD=1` makes it so.
    /// - Throws: what the file system says when the document cannot be written.
    public func isFresh(_ fresh: String) throws -> Bool {
        guard let parts else { return false }
        guard parts.block != fresh, ProcessInfo.processInfo.environment["RECORD"] == "1" else { return parts.block == fresh }
        try (parts.before + fresh + parts.after).write(to: Places.root.appendingPathComponent(path), atomically: true, encoding: .utf8)
        return true
    }

    private var parts: (before: String, block: String, after: String)? {
        let begin = "<!-- \(name) -->\n", end = "<!-- /\(name) -->\n"
        guard let document = SourceFile.read(path)?.text, let first = document.range(of: begin),
            let last = document.range(of: end, range: first.upperBound..<document.endIndex)
        else { return nil }
        return (
            String(document[..<first.upperBound]), String(document[first.upperBound..<last.lowerBound]),
            String(document[last.lowerBound...])
        )
    }
}

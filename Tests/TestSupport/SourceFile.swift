import Foundation

/// A text file of the project, read whole, for tests that judge the code itself.
public struct SourceFile: Sendable {
    /// The path from the project's root, as `Sources/TraceModel/Span.swift`.
    public let path: String
    /// The whole text.
    public let text: String
    /// The lines, without their ends.
    public let lines: [Substring]

    /// The first folder below `Sources` or `Tests`: the target.
    public var target: String { path.split(separator: "/").dropFirst().first.map(String.init) ?? "" }

    /// The lines in which one of the words occurs, with their numbers from 1, each cut where a comment begins.
    public func codeLines(holding words: String...) -> [(number: Int, code: Substring)] {
        // One search of the C library over the whole text spares nearly all files the search by line.
        guard words.contains(where: { strstr(text, $0) != nil }) else { return [] }
        let comment = /(^|\s)\/\//
        return lines.enumerated().compactMap { index, line in
            guard words.contains(where: { strstr(String(line), $0) != nil }) else { return nil }
            let code = line[..<(line.firstRange(of: comment)?.lowerBound ?? line.endIndex)]
            return words.contains(where: code.contains) ? (index + 1, code) : nil
        }
    }

    /// All files below a folder of the project whose names end so, in path order; build products and hidden files are left out.
    public static func all(below folder: String, suffixes: [String] = [".swift"]) -> [SourceFile] {
        let start = Places.root.appendingPathComponent(folder)
        let paths = FileManager.default.subpaths(atPath: start.path) ?? []
        return paths.sorted()
            .filter { path in suffixes.contains(where: path.hasSuffix) && !path.split(separator: "/").contains { $0.hasPrefix(".") } }
            .compactMap { read(folder.isEmpty ? $0 : folder + "/" + $0) }
    }

    /// One file, or nothing when it is absent or no UTF-8 text.
    public static func read(_ path: String) -> SourceFile? {
        guard let text = try? String(contentsOf: Places.root.appendingPathComponent(path), encoding: .utf8) else { return nil }
        return SourceFile(path: path, text: text, lines: text.split(separator: "\n", omittingEmptySubsequences: false))
    }
}

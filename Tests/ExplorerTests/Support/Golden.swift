import Foundation
import TestSupport
import Testing

/// Screens that were reviewed once and must not change unseen; `RECORD=1` writes them anew.
enum Golden {
    static let folder = Places.root.appendingPathComponent("Tests/ExplorerTests/Goldens")
    static let isRecording = ProcessInfo.processInfo.environment["RECORD"] == "1"

    /// Compares characters and styles of the screen with the recorded ones.
    static func check(_ driver: Driver, _ name: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
        let canvas = driver.canvas
        let text = canvas.text + "--- styles\n" + canvas.styleMap
        let file = folder.appendingPathComponent(name + ".txt")
        if isRecording {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
        }
        let recorded = try? String(contentsOf: file, encoding: .utf8)
        let known = try #require(recorded, "no golden \(name); record it with RECORD=1 and look at it", sourceLocation: sourceLocation)
        guard known != text else { return }
        let (old, new) = (
            known.split(separator: "\n", omittingEmptySubsequences: false), text.split(separator: "\n", omittingEmptySubsequences: false)
        )
        var changes: [String] = []
        for (number, (before, now)) in zip(old, new).enumerated() where before != now {
            changes.append("line \(number + 1)\n  was \(before)\n  is  \(now)")
        }
        let shown = changes.prefix(6).joined(separator: "\n")
        Issue.record("\(name) differs:\n\(shown)", sourceLocation: sourceLocation)
    }
}

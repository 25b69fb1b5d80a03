import Foundation

/// Where the project and its neighbours are, seen from this source file.
public enum Places {
    /// The project's root.
    public static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    /// The shared fixtures; may be absent.
    public static let fixtures = root.appendingPathComponent("../shared/fixtures").standardizedFileURL
    /// The project's own samples.
    public static let samples = root.appendingPathComponent("Samples")
    /// Whether the shared fixtures are there.
    public static let hasFixtures = FileManager.default.fileExists(atPath: fixtures.appendingPathComponent("README.md").path)
}

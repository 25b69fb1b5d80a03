import Foundation

/// A folder of a test's own, removed with its last reference.
public final class TemporaryFolder: Sendable {
    // A class because its end has an effect: the folder goes with it.

    /// Where it is.
    public let url: URL

    /// Makes the folder.
    /// - Throws: what the file system says when it cannot be made.
    public init() throws {
        url = FileManager.default.temporaryDirectory.appendingPathComponent("spanhound-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    /// Writes a file into the folder.
    /// - Throws: what the file system says when it cannot be written.
    public func file(_ name: String, _ text: String) throws -> URL {
        try file(name, Data(text.utf8))
    }

    /// Writes a file of any bytes into the folder.
    /// - Throws: what the file system says when it cannot be written.
    public func file(_ name: String, _ bytes: Data) throws -> URL {
        let file = url.appendingPathComponent(name)
        try bytes.write(to: file)
        return file
    }
}

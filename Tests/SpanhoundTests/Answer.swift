import Foundation
import Testing

/// A JSON object that the program wrote.
struct Answer {
    private let object: [String: Any]

    init(_ text: String) throws {
        object = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    subscript(key: String) -> Any? { object[key] }

    /// The objects in an array.
    func objects(_ key: String) throws -> [[String: Any]] { try #require(object[key] as? [[String: Any]]) }

    var keys: Set<String> { Set(object.keys) }
}

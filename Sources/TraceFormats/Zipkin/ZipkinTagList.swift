import TraceModel

/// How far the object of a span's tags is written.
struct ZipkinTagList {
    private var keys = KeyMarks()
    private var isFirst = true
    /// Which of the tags that say what the span knows of itself are written.
    private(set) var hasKind = false, hasError = false, hasStatus = false, hasScope = false

    /// Begins the tags of another span.
    mutating func begin() {
        keys.begin()
        isFirst = true
        (hasKind, hasError, hasStatus, hasScope) = (false, false, false, false)
    }

    /// Notes a key; false when the span has it already.
    mutating func insert(_ key: StringID) -> Bool { keys.insert(key) }

    /// Notes what a tag's key means.
    mutating func note(_ role: ZipkinKeys.Role) {
        switch role {
        case .kind: hasKind = true
        case .error: hasError = true
        case .status: hasStatus = true
        case .scope: hasScope = true
        default: break
        }
    }

    /// Writes what stands before the next tag's key.
    mutating func separate(_ json: inout JSONWriter) {
        json.raw(isFirst ? ",\"tags\":{" : ",")
        isFirst = false
    }

    /// Ends the object, when there is one.
    func close(_ json: inout JSONWriter) {
        if !isFirst { json.raw("}") }
    }
}

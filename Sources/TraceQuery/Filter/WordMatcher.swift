import TraceModel

/// A word looked for in service and span names, each distinct one examined once.
struct WordMatcher {
    private let pattern: BytePattern
    private let snapshot: Snapshot
    /// Whether a service's name holds the word, one a resource row.
    private let isInService: [Bool]
    /// Whether a span name holds it, one a string row; strings that name no span are false.
    private let isInName: [Bool]
    /// Whether the word could straddle service and span name in a trace's name.
    let matchesNames: Bool

    /// - Parameter names: what ``spanNames(of:)`` gives for the snapshot, gathered once for all words.
    init(_ word: String, in snapshot: Snapshot, names: [StringID]) {
        let pattern = BytePattern(word)
        self.pattern = pattern
        self.snapshot = snapshot
        matchesNames = word.contains { $0 == ":" || $0 == " " }
        isInService = (0..<snapshot.resourceCount).map { row in
            pattern.isIn(snapshot.strings.bytes(snapshot.serviceID(of: ResourceID(UInt32(row))) ?? .empty))
        }
        var isInName = [Bool](repeating: false, count: snapshot.strings.count)
        for name in names where pattern.isIn(snapshot.strings.bytes(name)) { isInName[Int(name.rawValue)] = true }
        self.isInName = isInName
    }

    @inline(__always)
    func matches(_ chunk: SpanChunkView, _ offset: Int) -> Bool {
        isInName[Int(chunk.name[offset])] || isInService[Int(chunk.resource[offset])]
    }

    func matchesName(of trace: Trace) -> Bool {
        var name = trace.name
        return name.withUTF8 { pattern.isIn(UnsafeRawBufferPointer($0)) }
    }

    /// The distinct span names of a snapshot.
    ///
    /// - Complexity: O(spans)
    static func spanNames(of snapshot: Snapshot) -> [StringID] {
        var isName = [Bool](repeating: false, count: snapshot.strings.count)
        for chunk in snapshot.chunks {
            for offset in 0..<chunk.count { isName[Int(chunk.name[offset])] = true }
        }
        return isName.indices.filter { isName[$0] }.map { StringID(UInt32($0)) }
    }
}

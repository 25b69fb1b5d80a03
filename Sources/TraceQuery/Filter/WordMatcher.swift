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

    init(_ word: String, in snapshot: Snapshot) {
        let pattern = BytePattern(word)
        self.pattern = pattern
        self.snapshot = snapshot
        matchesNames = word.contains { $0 == ":" || $0 == " " }
        isInService = (0..<snapshot.resourceCount).map { row in
            pattern.isIn(snapshot.strings.bytes(snapshot.serviceID(of: ResourceID(UInt32(row))) ?? .empty))
        }
        isInName = Self.names(of: snapshot).map { $0.map { pattern.isIn(snapshot.strings.bytes($0)) } ?? false }
    }

    @inline(__always)
    func matches(_ chunk: SpanChunkView, _ offset: Int) -> Bool {
        isInName[Int(chunk.name[offset])] || isInService[Int(chunk.resource[offset])]
    }

    func matchesName(of trace: Trace) -> Bool {
        var name = trace.name
        return name.withUTF8 { pattern.isIn(UnsafeRawBufferPointer($0)) }
    }

    /// The string rows that name spans; nil for the others.
    private static func names(of snapshot: Snapshot) -> [StringID?] {
        var names = [StringID?](repeating: nil, count: snapshot.strings.count)
        for chunk in snapshot.chunks {
            for offset in 0..<chunk.count { names[Int(chunk.name[offset])] = StringID(chunk.name[offset]) }
        }
        return names
    }
}

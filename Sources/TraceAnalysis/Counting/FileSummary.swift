import TraceModel

/// What was read from one input.
public struct FileSummary: Equatable, Sendable {
    /// Its path as it was given; `-` for standard input.
    public let path: String
    /// Its format by the name `summary --json` uses: `jaeger-json`.
    public let format: String?
    /// `gzip`, `zstd`, or nil.
    public let compression: String?
    /// Span objects read from it.
    public var spans = 0
    /// Distinct trace ids among them.
    public var traces = 0
    /// What was skipped, mended or lost.
    public let diagnostics: [Diagnostic]
}

/// Counts the spans and traces of each input while the columns are read.
struct FileTally {
    private var files: [FileSummary]
    private let isJaeger: [Bool]
    /// Inputs and traces met together; traces may be spread over inputs.
    private var pairs = PairTable()
    private var last: (SourceID, UInt32)?

    init(_ sources: [Source]) {
        files = sources.map {
            FileSummary(path: $0.name, format: $0.format, compression: $0.compression, diagnostics: $0.diagnostics.entries)
        }
        isJaeger = sources.map { $0.format?.hasPrefix("jaeger") ?? false }
    }

    func isJaeger(_ source: SourceID) -> Bool { isJaeger[Int(source.rawValue)] }

    @inline(__always)
    mutating func add(_ source: SourceID, _ trace: UInt32) {
        files[Int(source.rawValue)].spans += 1
        if let last, last == (source, trace) { return }
        last = (source, trace)
        _ = pairs.number(of: source.rawValue, trace)
    }

    var result: [FileSummary] {
        var result = files
        for (source, _) in pairs.pairs { result[Int(source)].traces += 1 }
        return result
    }
}

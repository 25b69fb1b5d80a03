import TraceModel

extension JSONTraceDecoder {
    /// Steps over an object of logs, metrics or profiles, unless there are spans in it as well.
    mutating func skipOtherSignal() throws(JSONError) {
        let first = scanner.at
        var signal = "signals other than traces"
        var isFirst = true
        scanner.at += 1
        while let key = try scanner.key(&isFirst) {
            if key.equals("resourceSpans") || key.equals("resource_spans") {
                scanner.at = first
                return try openOTLP(.otlpRequest)
            }
            if let other = Self.otherSignal(key) { signal = other }
            try scanner.skip()
        }
        diagnose(.otherSignal, at: first, found: signal)
    }

    /// Steps over a list of logs, metrics or profiles.
    mutating func skipOtherSignal(_ signal: String) throws(JSONError) {
        let first = scanner.at
        try scanner.skip()
        diagnose(.otherSignal, at: first, found: signal)
    }

    /// What a key of OTLP's says of the list it holds; nil for other keys.
    static func otherSignal(_ key: RawString) -> String? {
        if key.equals("resourceLogs") || key.equals("resource_logs") { return "logs" }
        if key.equals("resourceMetrics") || key.equals("resource_metrics") { return "metrics" }
        if key.equals("resourceProfiles") || key.equals("resource_profiles") { return "profiles" }
        return nil
    }
}

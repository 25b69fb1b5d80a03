import Explorer
import TraceAnalysis
import TraceModel

/// What sets traces that failed apart, beside that they failed.
extension ErrorsAnswer {
    private static let mostDifferences = 8

    /// Nil when all or none failed.
    static func differences(of failed: [TraceRow], among looked: [TraceRow], in snapshot: Snapshot) -> SetDifferences? {
        let members = Set(failed), others = looked.filter { !members.contains($0) }
        if failed.isEmpty || others.isEmpty { return nil }
        return snapshot.differences(selected: failed, baseline: others, matched: .failed, ignoring: saysThatItFailed)
    }

    func printDifferences(on page: Page) {
        guard let differences, !differences.hasFewTraces, !differences.isEmpty else { return }
        page.print(heading: "What sets traces that failed apart")
        page.print(differences, selected: "FAILED", baseline: "OTHERS", limit: Self.mostDifferences)
    }

    /// Whether an attribute tells that something failed, or how: that is known already.
    private static func saysThatItFailed(_ key: String) -> Bool {
        let key = key.lowercased()
        return ["error", "exception", "otel.status", "stack"].contains(where: key.hasPrefix)
            || ["status_code", ".status"].contains(where: key.hasSuffix) || ["event", "message", "level"].contains(key)
    }
}

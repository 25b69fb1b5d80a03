import Explorer
import TraceAnalysis
import TraceModel

/// Call stacks as flame graph tools read them: frames from the root on, a blank, nanoseconds on critical paths.
struct FoldedStacks {
    private let found: CriticalStacks

    init(_ snapshot: Snapshot, _ rows: [TraceRow], overlap: OverlapAllowance) {
        found = snapshot.criticalStacks(of: rows, overlap: overlap) ?? CriticalStacks()
    }

    func write() {
        let texts = found.frames.map { Self.frame($0.service.isEmpty ? $0.name : $0.service + " " + $0.name) }
        for stack in found.stacks {
            for (index, frame) in stack.frames.enumerated() { StandardOutput.write((index > 0 ? ";" : "") + texts[frame]) }
            if let callee = stack.callee { StandardOutput.write(";" + Self.frame("(way into \(callee.isEmpty ? "no service" : callee))")) }
            StandardOutput.write(" \(stack.time)\n")
        }
        if found.isCut { StandardError.write("spanhound: note: what lies deeper than \(CriticalStacks.maxDepth) levels counts there\n") }
        if found.stacks.isEmpty { StandardError.write("no trace that matches takes any time\n") }
    }

    /// A name that neither ends its frame nor its line, and steers no terminal.
    private static func frame(_ name: String) -> String {
        let safe = SafeText.text(name)
        return safe.utf8.contains(UInt8(ascii: ";")) ? safe.replacing(";", with: ",") : safe
    }
}

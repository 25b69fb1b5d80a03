import TraceModel
import TraceSources
import Glibc
let clock = ContinuousClock()
let t = clock.now
let args = Array(CommandLine.arguments.dropFirst())
do {
    let tell: @Sendable (LoadUpdate) -> Void = { u in print(u.progress.spans, u.snapshot?.spanCount ?? -1) }
    let paths = args.filter { $0 != "-u" }
    let snapshot = try FileLoader(paths: paths).load(onUpdate: args.contains("-u") ? tell : nil)
    let d = clock.now - t
    var depth = 0, roots = 0, orphans = 0, errors = 0, multi = 0, dup = 0, cyc = 0
    for row in snapshot.traces { let x = snapshot[row]; depth = max(depth, x.depth); roots += x.rootSpans; orphans += x.orphanSpans; errors += x.errorSpans; if x.trees > 1 { multi += 1 }; dup += x.duplicateSpanIDs; cyc += x.cycles }
    var r = rusage(); getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &r)
    print("\(d) spans \(snapshot.spanCount) traces \(snapshot.traces.count) depth \(depth) roots \(roots) orphans \(orphans) errors \(errors) multi \(multi) dup \(dup) cycles \(cyc) rss \(r.ru_maxrss / 1024) MB strings \(snapshot.strings.count)")
    for s in snapshot.sources { for d in s.diagnostics.entries { print("  ", d.code.rawValue, d.count, d.place, d.found) } }
} catch { print("ERR", error) }
if let f = fopen("/proc/self/status", "r") { var b = [CChar](repeating: 0, count: 256); while fgets(&b, 256, f) != nil { let l = String(cString: b); if l.hasPrefix("Rss") || l.hasPrefix("VmHWM") { print(l, terminator: "") } } }

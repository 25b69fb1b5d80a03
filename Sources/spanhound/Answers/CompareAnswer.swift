import Explorer
import TraceAnalysis
import TraceModel

/// Where two sets of traces spend their time differently, what makes one of them slower, and what its traces say.
struct CompareAnswer {
    /// One of the two sets.
    struct Side {
        /// What it is called in tables.
        let label: String
        /// Where it comes from.
        let name: String
        /// The last part of a file's path; nil for what is no file.
        let fileName: String?
        let selection: TraceSelection
        /// Traces that were read, before any filter.
        let read: Int

        /// The traces of a source.
        init(_ label: String, source: String, _ selection: TraceSelection) {
            (self.label, name, self.selection, read) = (label, source, selection, selection.snapshot.traces.count)
            fileName = ServerSource.isServer(source) ? nil : source.split(separator: "/").last.map(String.init)
        }

        /// One trace.
        init(_ label: String, _ trace: Trace) {
            (self.label, name, fileName, read) = (label, trace.name + " " + trace.idText, nil, 1)
            selection = TraceSelection(trace.snapshot, [trace.row])
        }

        var traces: Int { selection.traces.count }
    }

    let a: Side
    let b: Side
    /// At most so many rows of a table.
    let rows: Int
    let comparison: SetComparison?
    /// What the traces of B say that those of A do not.
    let differences: SetDifferences?
    /// Why the slower set is; nil when a set is empty.
    let diagnosis: Diagnosis?

    /// - Parameter overlap: how much siblings may overlap and still follow each other on critical paths.
    init(_ a: Side, _ b: Side, overlap: OverlapAllowance, rows: Int) {
        (self.a, self.b, self.rows) = (a, b, rows)
        let comparison = SetComparison(a.selection, b.selection, overlap: overlap)
        self.comparison = comparison
        differences = SetDifferences(selected: b.selection, baseline: a.selection)
        let isASlower = comparison?.delta ?? 0 < 0
        diagnosis =
            a.traces == 0 || b.traces == 0
            ? nil
            : Diagnosis(
                suspects: isASlower ? a.selection : b.selection, baseline: isASlower ? b.selection : a.selection, overlap: overlap)
    }

    /// The set that takes longer on average, and the other one; B when neither does.
    var slower: (suspects: Side, baseline: Side) { comparison?.delta ?? 0 < 0 ? (a, b) : (b, a) }

    /// What a side is called for people: files by their names, when those differ.
    func shownName(of side: Side) -> String {
        guard let first = a.fileName, let second = b.fileName, first != second else { return side.name }
        return side.fileName ?? side.name
    }

    /// By how much longer B takes, as a share of A; nil when that is not known.
    var rise: Double? {
        guard let before = comparison?.meanDuration.a, let delta = comparison?.delta, before > 0 else { return nil }
        return Double(delta) / Double(before)
    }

    /// Says why a side has no traces.
    func explain(_ side: Side) {
        guard side.traces == 0 else { return }
        let why = side.read == 0 ? "has no traces" : "has no trace that matches, of \(CountText.text(side.read))"
        StandardError.write("spanhound: note: \(side.label) (\(SafeText.text(side.name))) \(why)\n")
    }

    /// - Throws: that B takes longer than it may.
    func check(_ failOver: FailOver, isQuiet: Bool) throws(Failure) {
        guard let before = comparison?.meanDuration.a, let after = comparison?.meanDuration.b else {
            if !isQuiet { StandardError.write("spanhound: note: --fail-over: passed, as there is nothing to compare\n") }
            return
        }
        guard failOver.isExceeded(from: before, to: after) else { return }
        let share = rise.map { " (\(SignedText.percent($0)))" } ?? ""
        throw Failure(
            .no, code: "gate-failed",
            "B takes \(DurationText.text(after)) on average, \(SignedText.duration(after - before))\(share) against A; --fail-over allows \(failOver.text)"
        )
    }
}

extension FailOver {
    /// As it is typed.
    fileprivate var text: String {
        switch self {
        case .share(let share): String(SignedText.percent(share).drop { $0 == "+" })
        case .time(let time): DurationText.short(time)
        }
    }
}

import TraceModel

/// Gathers what traces of two sets have, each thing once a trace: the columns that ``SetDifferences`` is made of.
struct DifferenceTally {
    private(set) var texts = TextNumbers()
    private(set) var keys: DifferenceKeys
    private(set) var items = DifferenceItems()
    /// What each trace has: numbers of items, trace by trace, the selection's traces first.
    private(set) var found: [UInt32] = []
    /// Where in ``found`` each trace ends.
    private(set) var ends: [Int] = []
    /// How long each trace took, in nanoseconds; nil when that is unknown.
    private(set) var durations: [Int64?] = []
    /// Whether each trace has a matched span.
    private(set) var isMatchable: [Bool] = []
    /// Traces of the selection.
    private(set) var selectedTraces = 0

    /// The trace in which each item was met last, plus 1.
    private var lastTrace: [UInt32] = []
    private var trace: UInt32 = 0
    private var isSelected = true
    /// Whether what is being read is said by a matched span.
    private var isMatched = false
    private var spansSinceCheck = 0

    /// Takes both sets in, all but attributes with some keys; nil when cancelled.
    init?(
        selected: TraceSelection, baseline: TraceSelection, ignoring isIgnored: @escaping (String) -> Bool, isCancelled: () -> Bool
    ) {
        keys = DifferenceKeys(ignoring: isIgnored)
        if !add(selected, isCancelled) { return nil }
        selectedTraces = ends.count
        isSelected = false
        if !add(baseline, isCancelled) { return nil }
    }

    /// Takes one set in; false when cancelled.
    private mutating func add(_ selection: TraceSelection, _ isCancelled: () -> Bool) -> Bool {
        let snapshot = selection.snapshot, chunks = snapshot.chunks
        var reader = DifferenceReader(snapshot)
        for row in selection.traces {
            trace += 1
            reader.begin()
            let cursor = snapshot[row], tree = cursor.tree
            var hasMatched = false
            for position in 0..<tree.count {
                spansSinceCheck += 1
                if spansSinceCheck & 0xfff == 0, isCancelled() { return false }
                if tree.isFolded(position) { continue }
                let row = tree.spanRow(at: position), chunk = chunks[row.chunk]
                isMatched = selection.matched.contains(row, at: position, of: cursor, chunk.facts[row.offset])
                hasMatched = hasMatched || isMatched
                reader.read(chunk, row.offset, isMatched: isMatched, into: &self)
            }
            isMatchable.append(hasMatched)
            ends.append(found.count)
            durations.append(cursor.duration)
        }
        return true
    }

    /// The number of a key.
    mutating func key(_ scope: DifferenceItem.Scope, _ name: UInt32) -> Int { keys.number(scope, name, texts) }

    /// The number of a text.
    mutating func text(_ bytes: UnsafeRawBufferPointer) -> UInt32 { texts.number(of: bytes) }

    /// The number of a word of ours.
    mutating func text(_ word: StaticString) -> UInt32 { texts.number(of: word) }

    /// The number of an interned string.
    @inline(__always)
    mutating func text(_ id: StringID, _ strings: inout StringNumbers) -> UInt32 { strings.number(of: id, in: &texts) }

    /// Notes that the present trace has something: whether that is news of the trace, and of all traces.
    @inline(__always) @discardableResult
    private mutating func note(_ content: DifferenceItems.Content) -> (isNew: Bool, isNewItem: Bool) {
        let number = items.number(of: content)
        let isNewItem = number == lastTrace.count
        if isNewItem { lastTrace.append(0) }
        if lastTrace[number] == trace { return (false, false) }
        lastTrace[number] = trace
        found.append(UInt32(truncatingIfNeeded: number))
        return (true, isNewItem)
    }

    /// Notes that the present trace has a key with a value.
    @inline(__always)
    mutating func note(_ key: Int, _ kind: DifferenceItems.Content.Kind, _ bits: UInt64) {
        if keys.all[key].isIgnored { return }
        let number = UInt32(truncatingIfNeeded: key)
        if kind == .int64 {
            keys.measure(key, Double(Int64(bitPattern: bits)), trace: trace, isSelected: isSelected, isMatched: isMatched)
        } else if kind == .double {
            keys.measure(key, Double(bitPattern: bits), trace: trace, isSelected: isSelected, isMatched: isMatched)
        }
        if keys.meet(key, trace: trace) { note(DifferenceItems.Content(key: number, kind: .presence, bits: 0)) }
        if isMatched, keys.meetOnMatched(key, trace: trace) {
            note(DifferenceItems.Content(key: number, kind: .presence, bits: 0, isMatched: true))
        }
        if keys.all[key].isGivenUp || kind == .presence { return }
        let (isNew, isNewItem) = note(DifferenceItems.Content(key: number, kind: kind, bits: bits))
        if isNew { keys.count(key, isNew: isNewItem) }
        if isMatched { note(DifferenceItems.Content(key: number, kind: kind, bits: bits, isMatched: true)) }
    }

    /// Notes that the present trace has a key with a text, which is looked at only if that is of use.
    @inline(__always)
    mutating func note(_ key: Int, _ kind: DifferenceItems.Content.Kind, _ bits: (inout Self) -> UInt64) {
        if keys.all[key].isIgnored { return }
        if keys.all[key].isGivenUp {
            note(key, .presence, 0)
        } else {
            note(key, kind, bits(&self))
        }
    }
}

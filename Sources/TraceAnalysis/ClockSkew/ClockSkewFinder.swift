import TraceModel

/// Finds out by Jaeger's rule which spans would have to move in time for their hosts' clocks to agree.
///
/// From the top of a tree down, a span whose host is not its parent's, or is not named, ought to lie within its parent, as
/// far as that has been moved already. If it does not, it belongs in the middle: what the call took beyond it was lost half
/// on the way there and half on the way back. One longer than its parent need only not begin before it. Spans of the same
/// host below it move as it does. A second span with the same id is left alone, and so are tops of trees and all of a cycle.
///
/// Where no length is given a span counts as longer than its parent, and where no start is given there is nothing to
/// compare. Buffers are kept from trace to trace.
struct ClockSkewFinder {
    private let snapshot: Snapshot
    let hosts: HostKeys
    private let maximum: UInt64
    private var places: [Place] = []
    private var spansSinceCheck = 0

    /// A span that has been looked at.
    private struct Place {
        var host = HostKeys.none
        /// What its host's clock is off, refused or not.
        var delta: Int64 = 0
        /// When it begins after it was moved; nil when it is not known.
        var start: Int64?
        /// How long it takes; nil when it is not known.
        var duration: Int64?
        var isInCycle = false
        /// What its last child was moved by, which the copies of that child are moved by too.
        var lastChildDelta: Int64 = 0
    }

    /// A span of whose clock something can be said.
    struct Finding {
        let position: Int
        let parent: Int
        /// What its times are off, in nanoseconds; 0 for a call whose clocks agree.
        let delta: Int64
        /// Whether that is more than was allowed, so that it stays where it is.
        let isRefused: Bool
        /// What its parent has been moved by.
        let parentDelta: Int64
        /// Whether it comes from another host than its parent, or one of them is not named, so that it was compared.
        let isCrossing: Bool
        /// Whether it is shown with another one, whose copy or piece it is.
        let isFolded: Bool
    }

    /// - Parameter maximum: what a span may be moved by, in nanoseconds.
    init(_ snapshot: Snapshot, maximum: Int64 = .max) {
        self.snapshot = snapshot
        self.maximum = max(0, maximum).magnitude
        hosts = HostKeys(snapshot)
    }

    /// Whether a span may be moved by as much.
    private func allows(_ delta: Int64) -> Bool { delta.magnitude <= maximum }

    /// Tells of each span that was compared or would move, in display order; false when cancelled.
    ///
    /// - Complexity: O(spans)
    mutating func find(in trace: Trace, isCancelled: () -> Bool, _ body: (Finding) -> Void) -> Bool {
        let chunks = snapshot.chunks, tree = trace.tree, count = tree.count
        if places.count < count { places.append(contentsOf: repeatElement(Place(), count: count - places.count)) }
        let mayBeLeftOut = trace.duplicateSpanIDs > 0 || trace.cycles > 0
        for position in 0..<count {
            spansSinceCheck += 1
            if spansSinceCheck & 0xfff == 0, isCancelled() { return false }
            let row = tree.spanRow(at: position), offset = row.offset
            let chunk = chunks[row.chunk], facts = chunk.facts[offset]
            var place = Place(host: hosts.ofResource[Int(chunk.resource[offset])])
            place.start = facts.lacksStart ? nil : chunk.start[offset]
            place.duration = facts.lacksDuration ? nil : max(0, chunk.duration[offset])
            defer { places[position] = place }
            let marks = mayBeLeftOut ? trace.marks(of: position) : []
            guard let parent = tree.parent(of: position) else {
                place.isInCycle = marks.contains(.cycleHead)
                continue
            }
            let above = places[parent]
            var isCrossing = false
            let isFolded = tree.isFolded(position)
            if above.isInCycle {
                place.isInCycle = true
            } else if isFolded {
                place.delta = above.lastChildDelta
            } else if !marks.contains(.duplicateID) {
                isCrossing = place.host != above.host || place.host == HostKeys.none
                place.delta = isCrossing ? Self.delta(place, in: above) : above.delta
                places[parent].lastChildDelta = place.delta
            }
            if isCrossing || place.delta != 0 {
                body(
                    Finding(
                        position: position, parent: parent, delta: place.delta, isRefused: !allows(place.delta),
                        parentDelta: allows(above.delta) ? above.delta : 0,
                        isCrossing: isCrossing, isFolded: isFolded))
            }
            if let start = place.start, allows(place.delta) { place.start = start.addingSaturated(place.delta) }
        }
        return true
    }

    /// What a span would have to be moved by to be believable within its parent.
    private static func delta(_ child: Place, in parent: Place) -> Int64 {
        guard let start = child.start, let parentStart = parent.start else { return 0 }
        guard let duration = child.duration, let parentDuration = parent.duration, duration <= parentDuration else {
            return start < parentStart ? parentStart.subtractingSaturated(start) : 0
        }
        let end = start.addingSaturated(duration), parentEnd = parentStart.addingSaturated(parentDuration)
        if parentStart <= start, end <= parentEnd { return 0 }
        return parentStart.addingSaturated((parentDuration - duration) / 2).subtractingSaturated(start)
    }
}

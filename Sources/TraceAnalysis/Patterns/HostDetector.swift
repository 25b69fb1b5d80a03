import TraceModel

/// Finds hosts that take much longer than their equals for what all of them are asked.
///
/// A host's median has to be a multiple of the middle one of the other hosts' medians, and its times have to lie so far from
/// theirs that it is hardly chance: a handful of calls says nothing.
struct HostDetector {
    /// What was found of one host.
    struct Finding {
        var skew: SkewedHost
        let group: HostTally.Group
        /// Sums over the operations that take it longer.
        var count: Int, errors: Int, total: Int64, saving: Int64
        /// Where, if all of it is one trace; else where it took longest.
        var positions: [Int]

        /// Adds what was found of another operation that costs less.
        mutating func add(_ other: Finding) {
            skew.operations += 1
            count += other.count
            errors += other.errors
            total = total.addingSaturated(other.total)
            saving = saving.addingSaturated(other.saving)
            if group.traces == 1 { positions += other.positions.prefix(TracePattern.mostEvidence - positions.count) }
        }
    }

    private let tally: HostTally

    init(_ tally: HostTally) { self.tally = tally }

    /// A host of one operation, its times sorted.
    private struct Host {
        let group: Int
        let times: [Int64]
        var median: Int64 { times[(times.count + 1) / 2 - 1] }
    }

    /// The hosts that are slow, those that cost most first.
    ///
    /// - Complexity: O(n log n) in the calls
    var findings: [Finding] {
        let operations = operations, compared = operations.reduce(0) { $0 + $1.count }
        var found = operations.flatMap { slow(among: $0, of: compared) }
        found.sort { a, b in
            if a.saving != b.saving { return a.saving > b.saving }
            return (a.group.operation, a.group.host) < (b.group.operation, b.group.host)
        }
        // Of a service's host the operation that costs most stands for all.
        var numbers = PairTable(), results: [Finding] = []
        for finding in found {
            let number = numbers.number(of: finding.group.service, finding.group.host)
            if number == results.count {
                results.append(finding)
            } else {
                results[number].add(finding)
            }
        }
        return results
    }

    /// The hosts with enough calls of each operation that several of them serve.
    private var operations: [[Host]] {
        var hosts: [UInt32: [Host]] = [:]
        for (number, group) in tally.groups.enumerated() where group.times.count >= PatternThreshold.hostCalls {
            hosts[group.operation, default: []].append(Host(group: number, times: group.times.sorted()))
        }
        return hosts.sorted { $0.key < $1.key }.map(\.value).filter { $0.count > 1 }
    }

    /// Those of an operation's hosts that are slow.
    ///
    /// - Parameter compared: hosts that are compared in all: of many, some stand out by chance.
    private func slow(among hosts: [Host], of compared: Int) -> [Finding] {
        let byMedian = hosts.indices.sorted { (hosts[$0].median, $0) < (hosts[$1].median, $1) }
        // Of any host that comes behind it, this is the middle one of the others, by nearest rank.
        let middle = byMedian.count / 2 - 1, other = hosts[byMedian[middle]].median
        var found: [Finding] = []
        for index in byMedian[(middle + 1)...].suffix(PatternThreshold.mostHosts) {
            let host = hosts[index], median = host.median
            guard Double(median) >= Double(other) * PatternThreshold.hostFactor, median - other >= PatternThreshold.hostTime else {
                continue
            }
            let rest = hosts.indices.filter { $0 != index }.flatMap { hosts[$0].times }
            guard SampleDistance(host.times, rest.sorted()).isTelling(among: compared) else { continue }
            let group = tally.groups[host.group], count = host.times.count
            let skew = SkewedHost(
                name: tally.hosts.names[Int(group.host)], count: count, median: median, others: hosts.count - 1, othersMedian: other,
                othersCount: rest.count)
            found.append(
                Finding(
                    skew: skew, group: group, count: count, errors: group.errors,
                    total: host.times.reduce(0) { $0.addingSaturated($1) },
                    saving: Int64(clamping: Int128(median - other) * Int128(count)),
                    positions: group.traces == 1 ? group.positions : [group.slowest.position]))
        }
        return found
    }
}

extension TracePattern {
    /// A host that is slow, in the trace in which it was so most.
    init(_ finding: HostDetector.Finding) {
        self.init(
            .skewedHost, subject: finding.group.slowest.position, positions: finding.positions, count: finding.count,
            errors: finding.errors, total: finding.total, saving: finding.saving)
        host = finding.skew
    }
}

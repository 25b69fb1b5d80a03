import TestSupport
import Testing
import TraceModel

@testable import TraceAnalysis

/// Whether something is on the spans that a question is about, or elsewhere in their traces.
@Suite struct DifferencePlaceTests {
    /// Traces of a root and a span below it.
    static func traces(
        _ selected: Int, _ baseline: Int, matched: MatchedSpans = .mainRoots,
        _ change: (Int, Bool, _ root: inout SketchedSpan, _ child: inout SketchedSpan) -> Void
    ) throws -> SetDifferences {
        let spans = (0..<selected + baseline).flatMap { index in
            let id = UInt64(index * 2 + 1)
            var root = SketchedSpan(id: id), child = SketchedSpan(id: id + 1, parent: id)
            (root.trace, child.trace, child.service) = (id, id, "below")
            change(index < selected ? index : index - selected, index < selected, &root, &child)
            return [root, child]
        }
        let snapshot = Snapshot.of(spans)
        return try #require(
            snapshot.differences(
                selected: Array(snapshot.traces[..<selected]), baseline: Array(snapshot.traces[selected...]), matched: matched))
    }

    static func lines(_ found: SetDifferences) -> [String] {
        found.rows.map { row in
            let item = row.items[0]
            return "\(item.scope.name) \(item.key)=\(item.value?.text ?? "(absent)") \(item.place?.rawValue ?? "-") "
                + "\(row.score.selected):\(row.score.baseline)"
        }
    }

    @Test("What every trace has somewhere, and selected ones have on their roots, is a difference of the roots")
    func onlyOnMatched() throws {
        let found = try Self.traces(20, 40) { index, isSelected, root, child in
            root.resource = [("zone", isSelected ? "eu" : "us")]
            child.resource = [("zone", isSelected ? "us" : "eu")]
        }
        #expect(Self.lines(found) == ["resource zone=eu matched 20:0"])
        #expect(found.rows[0].opposites.map(\.place) == [.matched] && found.matchedName == "root")
    }

    @Test("What is said elsewhere, on the roots, or on either is told from what nobody says")
    func places() throws {
        let found = try Self.traces(40, 40) { index, isSelected, root, child in
            guard isSelected else { return }
            if index < 38 { root.attributes = [("here", .bool(true))] }
            if index < 36 { child.attributes = [("there", .bool(true))] }
            if index < 30 {
                if index % 2 == 0 {
                    root.attributes.append(("either", .bool(true)))
                } else {
                    child.attributes.append(("either", .bool(true)))
                }
            }
        }
        #expect(
            Self.lines(found) == [
                "span here=true matched 38:0", "span there=true elsewhere 36:0", "span either=true both 30:0",
            ])
        // What stands in the same traces by its absence has no place.
        #expect(found.rows[2].opposites.map(\.place) == [nil])
    }

    @Test("A key that roots lack, and other spans have, is told of the roots")
    func absenceOnMatched() throws {
        let found = try Self.traces(20, 20) { index, isSelected, root, child in
            child.attributes = [("cache", .string("hit"))]
            if !isSelected { root.attributes = [("cache", .string("v\(index % 4)"))] }
        }
        #expect(Self.lines(found) == ["span cache=(absent) matched 20:0"])
    }

    @Test("Spans that only one side has are not compared with nothing: what is on them counts as said anywhere in the trace")
    func onlyOneSide() throws {
        let found = try Self.traces(30, 30, matched: .failed) { index, isSelected, root, child in
            child.isError = isSelected
            child.attributes = [("shard", .string(isSelected || index < 3 ? "s7" : "s\(index % 7)"))]
            root.attributes = [("tier", .string("gold"))]
        }
        // The tier is on every trace, though on no failed span; the shard is on the spans that failed.
        #expect(Self.lines(found) == ["span shard=s7 matched 30:3"] && found.matchedName == "failed")
    }

    @Test("Of traces that have matched spans, only those are compared by them")
    func someTracesMatch() throws {
        // Half of either side has a span of the service below, which alone says the version.
        let found = try Self.traces(40, 40, matched: .failed) { index, isSelected, root, child in
            root.attributes = [("version", .string("v2"))]
            child.isError = index % 2 == 0
            child.attributes = [("version", .string(isSelected && index % 2 == 0 ? "v2" : "v1"))]
        }
        let version = try #require(found.rows.first)
        #expect(version.items.first?.value?.text == "v2" && version.items.first?.place == .matched)
        #expect(version.score.selectedShare == 1 && version.score.baselineShare == 0 && version.score.selected == 20)
    }

    @Test("What a process says of itself is said by each of its spans, also by those that come later")
    func resources() throws {
        let found = try Self.traces(20, 20, matched: .failed) { _, isSelected, root, child in
            child.service = root.service
            (root.resource, child.resource) = ([("pod", isSelected ? "p1" : "p2")], [("pod", isSelected ? "p1" : "p2")])
            child.isError = true
        }
        #expect(Self.lines(found) == ["resource pod=p1 matched 20:0"])
    }

    @Test("Attributes of links differ like any others")
    func links() throws {
        let found = try Self.traces(20, 20) { _, isSelected, root, child in
            child.links = [[("messaging.batch", .int64(isSelected ? 1 : 2))]]
        }
        #expect(Self.lines(found) == ["link messaging.batch=1 elsewhere 20:0"])
        #expect(found.rows[0].opposites.map(\.scope) == [.link])
    }

    @Test("Numbers are compared where they differ more: on the roots, or anywhere")
    func numbers() throws {
        // Children drown what the roots say; of the other key only the children say anything.
        let found = try Self.traces(40, 40) { index, isSelected, root, child in
            root.attributes = [("bytes", .int64(Int64(index + (isSelected ? 100 : 0))))]
            child.attributes = [("bytes", .int64(Int64(1000 + index))), ("rows", .int64(Int64(index + (isSelected ? 20 : 0))))]
            // Anywhere half of them are drowned, on the roots none.
            root.attributes.append(("size", .int64(Int64(index + (isSelected ? 100 : 0)))))
            if index % 2 == 0 { child.attributes.append(("size", .int64(Int64(1000 + index)))) }
        }
        #expect(
            found.numbers.map { "\($0.key) \($0.place?.rawValue ?? "-") \($0.distance)" }
                == ["bytes matched 1.0", "size matched 1.0", "rows elsewhere 0.5"])
    }
}

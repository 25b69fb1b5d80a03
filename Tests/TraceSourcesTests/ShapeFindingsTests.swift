import TestSupport
import Testing
import TraceModel

@testable import TraceSources

@Suite struct ShapeFindingsTests {
    @Test func `the broken sample is told by what is odd in it`() throws {
        let snapshot = try FileLoader(paths: [Places.samples.appendingPathComponent("broken.json").path]).load()
        let counts = Dictionary(uniqueKeysWithValues: snapshot.sources[0].diagnostics.entries.map { ($0.code, $0.count) })
        #expect(counts[.orphanSpan] == 5)
        #expect(counts[.duplicateSpanID] == 2)
        #expect((counts[.parentCycle] ?? 0) >= 2)
        #expect((counts[.severalRoots] ?? 0) >= 1)
        #expect(snapshot.sources[0].diagnostics.entries.filter { $0.code == .orphanSpan }.allSatisfy { $0.severity == .note })
    }

    @Test func `a sound sample has no findings`() throws {
        let snapshot = try FileLoader(paths: [Places.samples.appendingPathComponent("checkout.json").path]).load()
        #expect(snapshot.sources[0].diagnostics.entries == [])
    }
}

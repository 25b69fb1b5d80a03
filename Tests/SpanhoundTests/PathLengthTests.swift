import TestSupport
import Testing

/// What `critical-path` says of how long traces and their paths are, which are two things.
@Suite struct PathLengthTests {
    private func head(_ arguments: String...) throws -> [String] {
        let folder = try TemporaryFolder()
        let lines = try Binary.run(["critical-path", try OrderTraces.file(in: folder)] + arguments).output.split(separator: "\n")
        return lines.prefix { !$0.hasPrefix("What") }.map(String.init)
    }

    @Test func `the duration is the trace's, as in every answer; a path that is longer or shorter is told beside it`() throws {
        // An orphan of 1 ms has a path of its own.
        let one = try head("--trace", "a1")
        #expect(one.suffix(2) == ["duration  100ms", "path      101ms: shares are of this"])
        let all = try head()
        #expect(all.prefix(3) == ["traces    2", "duration  51.0ms on average", "path      51.5ms on average: shares are of this"])
    }

    @Test func `a path that is as long as its trace is not told twice`() throws {
        #expect(try head("--trace", "a2").last == "duration  2.00ms")
    }
}

import Terminal
import TestSupport
import Testing
import TraceModel

@testable import Explorer

/// What is selected while traces come in.
@Suite struct GrowingListTests {
    private static let few = """
        shop GET /cart   ====

        shop GET /quick  ==
        """
    private static let all =
        few + """


            shop GET /slow   =========
            """

    /// The state after both snapshots, with a command in between.
    private func state(_ command: Explorer.Command? = nil) -> ExplorerState {
        var state = ExplorerState(size: Size(columns: 80, rows: 24))
        var progress = LoadProgress()
        for (drawing, isFinished) in [(Self.few, false), (Self.all, true)] {
            progress.isFinished = isFinished
            finish(state.update(.loaded(TraceDrawing.snapshot(drawing), progress)), &state)
            if let command, !isFinished { finish(state.update(.command(command)), &state) }
        }
        return state
    }

    private func finish(_ effects: [Effect], _ state: inout ExplorerState) {
        for effect in effects {
            if case .compute(let work) = effect, let result = work.perform() { finish(state.update(result), &state) }
        }
    }

    @Test("The first row stays selected, and shows the slowest trace known by then")
    func first() {
        let state = state()
        #expect(state.selectedIDs.trace == TraceID(low: 3).hex)
        #expect(state.search.traceWindow.selection == 0)
    }

    @Test("A trace that the user went to stays selected, wherever it is by then")
    func elsewhere() {
        let state = state(.last)
        #expect(state.selectedIDs.trace == TraceID(low: 2).hex)
    }
}

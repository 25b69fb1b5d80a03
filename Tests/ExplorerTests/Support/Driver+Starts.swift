import TestSupport
import TraceModel

@testable import Explorer

/// Explorers that have come so far.
extension Driver {
    /// An input with findings, errors and an odd trace.
    static func withFindings() -> Driver {
        let store = SpanStore()
        let source = store.addSource("orders.json")
        var writer = store.writer()
        var spans = TraceDrawing.spans(Drawings.shop)
        spans.append(SketchedSpan(id: 98, parent: 97))
        for span in spans { writer.append(span, to: store) }
        store.commit(writer.takeBatch())
        store.sources[Int(source.rawValue)].diagnostics.add(Diagnostic(.badNumber, at: Place(path: "spans[12].startTime"), found: "soon"))
        var driver = Driver()
        driver.load(store.publish())
        return driver
    }

    /// The same while it is still being read.
    static func loading() -> Driver {
        var driver = withFindings()
        driver.send(.loadStarted(sources: ["orders.json"], isReload: false))
        driver.send(.loaded(driver.state.snapshot.object, LoadProgress()))
        return driver
    }
}
